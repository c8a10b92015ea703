namespace Rlm.Sessions;

/// <summary>The place of a run in a session, as its trace keeps it.</summary>
/// <param name="Name">The session.</param>
/// <param name="Turn">Which of its questions the run answers, from 1.</param>
/// <param name="After">The run that answered the question before; null for the first.</param>
public sealed record SessionReference(string Name, int Turn, string? After);
