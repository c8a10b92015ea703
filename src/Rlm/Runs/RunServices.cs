using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Prompts;

namespace Rlm.Runs;

/// <summary>What all runs share.</summary>
internal sealed record RunServices(AnalysisRunner Analyses, PromptBuilder Prompts, CommandCatalog Catalog, int RepairAttempts, TimeProvider Time);
