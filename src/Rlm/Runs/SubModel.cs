using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>Answers the questions of commands and analyses, within the run's budget; each is in the trace.</summary>
public sealed class SubModel
{
    /// <summary>Questions under way at once; the providers' own limits may be lower.</summary>
    private const int AtOnce = 64;

    private readonly ModelCalls _calls;
    private readonly RunJournal _journal;
    private readonly RunBudget _budget;

    internal SubModel(ModelCalls calls, RunJournal journal, RunBudget budget) => (_calls, _journal, _budget) = (calls, journal, budget);

    /// <summary>Questions that are left to the run.</summary>
    public int Left => Math.Max(0, _budget.Limits.MaxSubCalls - _budget.SubCalls);

    /// <summary>Bytes of UTF-8 that a question and its text may have together.</summary>
    public required int MaxPromptBytes { get; init; }

    /// <summary>Asks one question. The same question is asked once in a run.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ModelReply> AskAsync(string prompt, CancellationToken cancellationToken) =>
        _calls.QuestionAsync(_journal, ModelRole.Sub, [new ChatMessage(ChatRole.User, prompt)], cancellationToken);

    /// <summary>Asks several at once; the answers in the order of the questions. One that fails fails alone.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<ModelReply>> AskAllAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        return await AskAllAsync(prompts.Count, i => prompts[i], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks several at once, each made when its turn comes.</summary>
    internal async Task<IReadOnlyList<ModelReply>> AskAllAsync(int count, Func<int, string> prompt, CancellationToken cancellationToken)
    {
        var replies = new ModelReply[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            count,
            options,
            async (i, token) => replies[i] = await AskAsync(prompt(i), token).ConfigureAwait(false)).ConfigureAwait(false);
        return replies;
    }

    /// <summary>A question with the text that it is about.</summary>
    internal static string About(string prompt, string text) => $"{prompt}\n\n<text>\n{text}\n</text>";

    /// <summary>The answer to a question, or why there is none, as a command's failure.</summary>
    internal static RunError? Problem(ModelReply reply) => reply.Error ?? (reply.IsCutOff
        ? new RunError("cut_off", "The model's answer was cut off by the limit of its length or by a filter of its provider, and half an answer is not kept. Ask for a shorter one, or about less text.")
        : null);
}
