using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Jail;

/// <summary>A tool as it is to run, and what it may see and use in the jail.</summary>
/// <param name="Request">The tool as it would be started without a jail; its folder is the only one that it may write.</param>
/// <param name="Readable">Absolute paths of files and folders that it may read and run.</param>
/// <param name="Limits">What it may use.</param>
internal sealed record JailedProgram(ProcessRequest Request, IReadOnlyList<string> Readable, JailLimits Limits)
{
    public string Scratch => Request.WorkingDirectory ?? throw new InvalidOperationException("A jailed program needs a folder of its own.");
}
