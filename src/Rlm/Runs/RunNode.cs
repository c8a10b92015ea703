using Rlm.Commands;

namespace Rlm.Runs;

/// <summary>One run of a tree.</summary>
/// <param name="Depth">0 for the run itself.</param>
/// <param name="Journal">Where its events go.</param>
/// <param name="Context">What its commands work on.</param>
internal sealed record RunNode(int Depth, RunJournal Journal, CommandContext Context);
