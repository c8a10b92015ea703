using Microsoft.Extensions.AI;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Replies;
using Rlm.Runs;
using Rlm.Wasm;

namespace Rlm.Mending;

/// <summary>Has code written and mended by the coder model.</summary>
public sealed class CodeMender
{
    private readonly ModelCalls _calls;
    private readonly RunJournal _journal;

    internal CodeMender(ModelCalls calls, RunJournal journal, int attempts) => (_calls, _journal, Attempts) = (calls, journal, attempts);

    /// <summary>How often one analysis is mended before its errors go back.</summary>
    public int Attempts { get; }

    /// <summary>Whether the source itself is what is wrong: all else no other source would mend.</summary>
    internal static bool CanMend(WasmError error) => error.Code is WasmErrorCode.CompilationFailed or WasmErrorCode.InvalidSource;

    /// <summary>Code for a task that is given in words.</summary>
    /// <param name="intent">What the code is to do.</param>
    /// <param name="documents">What it will run over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<(string? Code, RunError? Error)> WriteAsync(string intent, DocumentSet documents, CancellationToken cancellationToken)
    {
        var task = $"{intent}\n\nThe documents:\n{DocumentPreview.Of(documents, cancellationToken)}";
        var (code, error) = await AskAsync(PromptText.Read("write_code"), task, cancellationToken).ConfigureAwait(false);
        if (code is not null)
        {
            _journal.Write(new CodeWritten(_journal.Step, 0, code, null));
        }

        return (code, error);
    }

    /// <summary>The code anew, so that what was wrong is mended.</summary>
    /// <param name="code">The code as it is.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="attempt">Which attempt this is, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<(string? Code, RunError? Error)> MendAsync(string code, WasmError error, int attempt, CancellationToken cancellationToken)
    {
        var task = $"The code:\n```rust\n{code}\n```\n\nWhat is wrong with it:\n{error.Message}";
        var (mended, problem) = await AskAsync(PromptText.Read("mend_code"), task, cancellationToken).ConfigureAwait(false);
        if (mended is not null)
        {
            _journal.Write(new CodeWritten(_journal.Step, attempt, mended, error.Message) { Diagnostics = CodeDiagnostics.Of(error) });
        }

        return (mended, problem);
    }

    private async Task<(string? Code, RunError? Error)> AskAsync(string instruction, string task, CancellationToken cancellationToken)
    {
        var messages = new[] { new ChatMessage(ChatRole.System, instruction), new ChatMessage(ChatRole.User, task) };
        var reply = await _calls.QuestionAsync(_journal, ModelRole.Coder, messages, cancellationToken).ConfigureAwait(false);
        return SubModel.Problem(reply) is { } error ? (null, error)
            : ReplyReader.Read(reply.Text!).Commands.Select(c => c.Arguments["code"]?.ToString()).FirstOrDefault(c => !string.IsNullOrWhiteSpace(c)) is { } code ? (code, null)
            : (null, new RunError("no_code", "The model that writes code answered without any."));
    }
}
