using Rlm.Wasm.Execution;

namespace Rlm.Runs;

/// <summary>Makes events of how far an analysis has come.</summary>
internal sealed class ChunkEvents(RunJournal journal) : IProgress<ExecutionProgress>
{
    public void Report(ExecutionProgress value) =>
        journal.Write(new AnalysisProgressed(journal.Step, value.Done, value.Chunks));
}
