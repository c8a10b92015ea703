using Rlm.Server.Components.Telling;

namespace Rlm.Page.Tests.Telling;

/// <summary>Bars lie where the time passed, and are as long as the events say.</summary>
public sealed class StepBarsTests
{
    [Fact]
    public void Model_compile_and_run_are_laid_out_as_they_passed()
    {
        var view = RunViewBuilder.Of(Events.All);
        var bars = StepBars.Of(view.Root.Steps[0], Events.Begin, view.LastAt!.Value);
        Assert.Equal(
            [
                // The root model's answer came at 50 ms, the coder's at 80; the analysis ended at 100, having taken 40.
                new Bar(BarKind.Model, 20, 30), new Bar(BarKind.Model, 60, 20), new Bar(BarKind.Compile, 61, 25), new Bar(BarKind.Run, 86, 12),
                new Bar(BarKind.Other, 150, 10),
            ],
            bars);
    }

    [Fact]
    public void What_goes_on_is_drawn_up_to_now()
    {
        var view = RunViewBuilder.Of(Events.All.Take(4));
        Assert.Equal([new Bar(BarKind.Model, 30, 70)], StepBars.Of(view.Root.Steps[0], Events.Begin, Events.Begin.AddMilliseconds(100)));
    }
}
