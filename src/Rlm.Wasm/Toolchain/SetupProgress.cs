namespace Rlm.Wasm.Toolchain;

/// <summary>Where a set-up is.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Steps">How many there are. Steps that are not needed are left out, so the last may never be reported.</param>
/// <param name="Title">What the step does, such as <c>Download 148 MB</c>.</param>
/// <param name="Detail">A line of what is happening right now, or empty at the step's start.</param>
public sealed record SetupProgress(int Step, int Steps, string Title, string Detail);
