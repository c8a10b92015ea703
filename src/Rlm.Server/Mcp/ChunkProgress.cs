using ModelContextProtocol;
using Rlm.Wasm.Execution;

namespace Rlm.Server.Mcp;

/// <summary>Tells a client how far an analysis has come.</summary>
internal sealed class ChunkProgress(IProgress<ProgressNotificationValue> client) : IProgress<ExecutionProgress>
{
    public void Report(ExecutionProgress value) =>
        client.Report(new ProgressNotificationValue { Progress = value.Done, Total = value.Chunks, Message = "chunks analysed" });
}
