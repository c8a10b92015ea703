using Rlm.Runs;

namespace Rlm.Server.Runs;

/// <summary>An event as it is given to somebody who watches.</summary>
/// <param name="Number">Which of the events that the trace keeps it is, from 1; null for what is only of use while it happens.</param>
/// <param name="Event">The event.</param>
internal sealed record RunPiece(long? Number, RunEvent Event);
