using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>
/// Finds the commands in what a model wrote: JSON objects with an <c>op</c>, alone, in lists or in fences, with prose
/// around them; and the Rust of a <c>rust_wasm</c> in a fence of its own.
/// </summary>
internal static class ReplyReader
{
    /// <summary>Reads a text.</summary>
    public static ReplyReading Read(string reply)
    {
        var said = Said(reply);
        var reading = ReadPieces(ReplyPieces.Of(said));
        if (reading.Commands.All(RustBlocks.IsBare))
        {
            // Perhaps they stand there in another form.
            foreach (var form in OtherForms.Of(said))
            {
                var other = ReadPieces(form);
                if (!other.Commands.All(RustBlocks.IsBare))
                {
                    return other;
                }
            }
        }
        else if (reading.Problems.Count > 0)
        {
            // Perhaps a fence stands inside a text and ends nothing.
            var whole = ReadPieces([new ReplyPiece(said, false)]);
            if (whole.Problems.Count == 0 && whole.Commands.Count > 0 && !whole.Commands.Any(RustBlocks.IsOpen))
            {
                return whole;
            }
        }

        return reading;
    }

    /// <summary>Reads calls of tools. Without any, the text may hold commands.</summary>
    /// <param name="calls">The calls in order; the arguments are JSON as the model wrote it.</param>
    /// <param name="text">What the model said beside them, perhaps the Rust of a <c>rust_wasm</c> in a fence.</param>
    public static ReplyReading ReadToolCalls(IReadOnlyList<(string Name, string Arguments)> calls, string text)
    {
        if (calls.Count == 0)
        {
            return Read(text);
        }

        var commands = new List<ReplyCommand>();
        var problems = new List<string>();
        foreach (var (name, arguments) in calls)
        {
            if (ToolCallArguments.Read(name, arguments, out var problem) is { } command)
            {
                commands.Add(command);
            }

            if (problem is not null && problems.Count < CommandScan.MaxProblems)
            {
                problems.Add(problem);
            }
        }

        var codes = ReplyPieces.Of(Said(text)).Where(p => p.IsRust).Select(p => (p.Text, 0)).ToList();
        return new ReplyReading(RustBlocks.Give(commands, codes), problems);
    }

    /// <summary>What a model thinks aloud is not what it says.</summary>
    public static string Said(string reply) => Thoughts.LeaveOut(reply);

    private static ReplyReading ReadPieces(IEnumerable<ReplyPiece> cut)
    {
        var commands = new List<ReplyCommand>();
        var problems = new List<string>();
        var codes = new List<(string Code, int Before)>();
        var pieces = cut.ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].IsRust)
            {
                codes.Add((ReadAhead(pieces[i].Text, commands), commands.Count));
                continue;
            }

            var before = commands.Count;
            CommandScan.Read(pieces[i].Text, commands, problems);
            for (var j = before; j < commands.Count; j++)
            {
                if (!commands[j].IsClosed && commands[j].Op == RustBlocks.Op && i + 1 < pieces.Count && pieces[i + 1].IsRust)
                {
                    // Its code stands in the fence, and its last brace perhaps behind that.
                    commands[j] = commands[j] with { IsClosed = true };
                }
                else if (!commands[j].IsClosed && problems.Count < CommandScan.MaxProblems)
                {
                    problems.Add($"The JSON object of this {commands[j].Op} was not closed, so its end may be missing. Write it whole, up to the last brace.");
                }
            }
        }

        return new ReplyReading(RustBlocks.Give(commands, codes), problems);
    }

    /// <summary>A command at the beginning of a block of Rust stands before the code.</summary>
    private static string ReadAhead(string code, List<ReplyCommand> commands)
    {
        var start = code.AsSpan().TrimStart();
        if (!start.StartsWith("{") || start[1..].TrimStart() is not ['"', ..])
        {
            return code;
        }

        var unclosed = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        return LenientJson.Read(start, out var length, unclosed) is { } node && unclosed.Count == 0 && new CommandForms(unclosed).Collect(node, commands) > 0
            ? start[length..].TrimStart().ToString()
            : code;
    }
}
