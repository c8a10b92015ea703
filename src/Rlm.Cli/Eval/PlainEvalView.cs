using Rlm.Evaluation;

namespace Rlm.Cli.Eval;

/// <summary>One line a finished run, for files and pipes.</summary>
internal sealed class PlainEvalView(TextWriter error) : EvalView
{
    public override void Show(EvalProgress progress)
    {
        if (progress.Result is { } result)
        {
            error.WriteLine($"[{progress.Done}/{progress.Total}] {NameOf(progress)}: {EvalText.Outcome(result)} ({EvalText.Took(result)})");
        }
    }

    protected override void Say(string text) => error.WriteLine(text);
}
