namespace Rlm.Documents;

/// <summary>Something asked for by name that could not be had. The caller decides whether to go on without.</summary>
/// <param name="Spec">What was asked for, as it was written.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Message">What happened and what to do next.</param>
public sealed record DocumentProblem(string Spec, DocumentProblemCode Code, string Message);
