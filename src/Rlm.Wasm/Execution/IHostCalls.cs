namespace Rlm.Wasm.Execution;

/// <summary>
/// Answers what an analysis asks while it runs. The clock of the analysis stands still while all of it that runs waits; how
/// long and how often the host answers is its own to bound. An expected failure is a <see cref="HostReply.Refused"/>, which
/// the analysis sees as an <c>Err</c>; what is thrown ends the execution and is thrown to its caller. Methods are called in
/// the execution context of who started the execution, and must not block before their first await. Chunks of an analysis
/// with <c>merge</c> run at once, and so do their calls; a chunk that ran into a limit beside others begins anew, and asks
/// again.
/// </summary>
public interface IHostCalls
{
    /// <summary><c>rlm::llm_query</c> and <c>rlm::llm_query_batch</c>: questions to a model.</summary>
    /// <param name="prompts">At least one, at most 10,000.</param>
    /// <param name="cancellationToken">The execution is no longer wanted.</param>
    /// <returns>One reply for each prompt, in order.</returns>
    ValueTask<IReadOnlyList<HostReply>> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken);

    /// <summary><c>rlm::rlm_query</c>: a run of its own.</summary>
    /// <param name="task">What is to be done.</param>
    /// <param name="text">What it is to be done with.</param>
    /// <param name="cancellationToken">The execution is no longer wanted.</param>
    ValueTask<HostReply> RunAsync(string task, string text, CancellationToken cancellationToken);

    /// <summary><c>rlm::var</c>: the text of a variable or document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">The execution is no longer wanted.</param>
    ValueTask<HostReply> ReadVariableAsync(string name, CancellationToken cancellationToken);
}
