using System.CommandLine;
using System.Text;
using System.Text.Json;
using Rlm.Cli.Terminal;
using Rlm.Documents;
using Spectre.Console;

namespace Rlm.Cli.Documents;

/// <summary><c>rlm documents DOC...</c>: what RLM sees of documents.</summary>
internal static class DocumentsCommand
{
    private static readonly Option<string?> TextOf = new("--text")
    {
        Description = "Print the text of one document as RLM sees it.",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new Command("documents", "Shows what RLM sees of documents: how each became text, what was left out, and why.")
        {
            CommonOptions.Documents, TextOf, CommonOptions.Include, CommonOptions.Exclude,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        using var documents = await services.LoadAllAsync(parsed.GetValue(CommonOptions.Documents) ?? [], cancellationToken);
        if (parsed.GetValue(TextOf) is { } name)
        {
            Copy(Find(documents, name), output, cancellationToken);
            return ExitOf(documents, error);
        }

        var seen = documents.Documents.Select(document => Describe(document, cancellationToken)).ToList();
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(Output(documents, seen), CliJson.Readable.DocumentsOutput));
            return documents.Problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
        }

        Print(documents, seen, output);
        return ExitOf(documents, error);
    }

    private static DocumentsOutput Output(DocumentSet documents, List<DocumentOutput> seen) => new(
        documents.Problems.Count == 0,
        documents.Problems.Count == 0 ? null : new("invalid_usage", Problems(documents)),
        seen,
        [.. documents.LeftOut.Select(one => new LeftOutOutput(one.Path, Snake(one.Reason.ToString()), one.Detail))],
        [.. documents.Problems.Select(one => new ProblemOutput(one.Spec, Snake(one.Code.ToString()), one.Message))]);

    private static DocumentOutput Describe(Document document, CancellationToken cancellationToken)
    {
        var statistics = TextStatistics.Of(document.Text, cancellationToken);
        return new(
            document.Name,
            document.Path,
            document.Origin is { } origin ? Snake(origin.Format.ToString()) : "text",
            Snake(document.Encoding.ToString()),
            document.Origin?.Pages,
            document.Bytes,
            statistics.Lines,
            statistics.Characters);
    }

    private static void Print(DocumentSet documents, List<DocumentOutput> seen, TextWriter output)
    {
        var terminal = Terminals.For(output);
        if (seen.Count > 0)
        {
            var table = new Table().Border(TableBorder.None).AddColumns("name", "what it is", "bytes", "lines", "characters");
            foreach (var (document, one) in documents.Documents.Zip(seen))
            {
                table.AddRow(
                    new Spectre.Console.Text(TerminalText.Clean(one.Name)),
                    new Spectre.Console.Text(document.Origin?.ToString() ?? one.Encoding),
                    new Spectre.Console.Text($"{one.Bytes:N0}"),
                    new Spectre.Console.Text($"{one.Lines:N0}"),
                    new Spectre.Console.Text($"{one.Characters:N0}"));
            }

            terminal.Write(table);
        }

        if (documents.LeftOut.Count > 0)
        {
            output.WriteLine($"\n{LeftOutSummary.Of(documents.LeftOut)}");
            foreach (var one in documents.LeftOut)
            {
                output.WriteLine(TerminalText.Clean($"  {one.Path}: {(one.Detail.Length > 0 ? one.Detail : Snake(one.Reason.ToString()).Replace('_', ' '))}"));
            }
        }
    }

    private static Document Find(DocumentSet documents, string name)
    {
        var found = documents.Match(name);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new UsageException($"there is no document '{name}'; `rlm documents DOC...` without --text lists those there are."),
            _ => throw new UsageException($"'{name}' means {found.Count:N0} documents: {string.Join(", ", found.Take(5).Select(one => one.Name))}{(found.Count > 5 ? ", …" : "")}. Name one."),
        };
    }

    private static void Copy(Document document, TextWriter output, CancellationToken cancellationToken)
    {
        const int windowBytes = 64 * 1024;
        var (buffer, chars, decoder) = (new byte[windowBytes], new char[windowBytes + 1], Encoding.UTF8.GetDecoder());
        for (var position = 0L; position < document.Bytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var window = buffer.AsSpan(0, (int)Math.Min(windowBytes, document.Bytes - position));
            document.Text.Read(position, window);
            position += window.Length;
            output.Write(chars.AsSpan(0, decoder.GetChars(window, chars, flush: position == document.Bytes)));
        }
    }

    /// <summary>What was named and cannot be had is told last, where it is seen.</summary>
    private static int ExitOf(DocumentSet documents, TextWriter error)
    {
        if (documents.Problems.Count == 0)
        {
            return ExitCode.Done;
        }

        error.WriteLine($"rlm: {TerminalText.Clean(Problems(documents))}");
        return ExitCode.Usage;
    }

    private static string Problems(DocumentSet documents) =>
        $"some documents cannot be had:\n  {string.Join("\n  ", documents.Problems.Select(problem => problem.Message))}";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
