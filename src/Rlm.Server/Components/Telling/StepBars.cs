namespace Rlm.Server.Components.Telling;

/// <summary>Where the time of a step went, laid out as it passed.</summary>
internal static class StepBars
{
    /// <summary>The bars of a step, in order, with those of runs inside it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="begin">When the run began.</param>
    /// <param name="now">Up to when what goes on is drawn.</param>
    public static IReadOnlyList<Bar> Of(StepView step, DateTimeOffset begin, DateTimeOffset now)
    {
        var bars = new List<Bar>();
        Add(bars, step, begin, now);
        return [.. bars.Where(b => b.Milliseconds > 0).OrderBy(b => b.StartMs)];
    }

    private static void Add(List<Bar> bars, StepView step, DateTimeOffset begin, DateTimeOffset now)
    {
        bars.AddRange(step.Turns.Select(c => Call(c, begin, now)));
        foreach (var command in step.Commands)
        {
            bars.AddRange(command.Calls.Select(c => Call(c, begin, now)));
            foreach (var inside in command.Nested.SelectMany(n => n.Steps))
            {
                Add(bars, inside, begin, now);
            }

            bars.AddRange(Command(command, begin, now));
        }
    }

    private static Bar Call(CallView call, DateTimeOffset begin, DateTimeOffset now)
    {
        // An answer that was known took no time now, whatever it took when it was given.
        var (from, milliseconds) = (call.Reply, call.Failure) switch
        {
            ({ Recorded: true }, _) => (call.At, 0),
            ({ } reply, _) => (reply.At.AddMilliseconds(-reply.Milliseconds), reply.Milliseconds),
            (_, { } failure) => (failure.At.AddMilliseconds(-failure.Milliseconds), failure.Milliseconds),
            _ => (call.At, Math.Max(0, (now - call.At).TotalMilliseconds)),
        };
        return new Bar(BarKind.Model, (from - begin).TotalMilliseconds, milliseconds);
    }

    private static IEnumerable<Bar> Command(CommandView command, DateTimeOffset begin, DateTimeOffset now)
    {
        var end = ((command.Finished?.At ?? now) - begin).TotalMilliseconds;
        if (command.Finished?.Analysis is not { Timings: var timings } facts)
        {
            var start = (command.Started.At - begin).TotalMilliseconds;
            if (command.Calls.Count + command.Nested.Count == 0)
            {
                yield return new Bar(BarKind.Other, start, Math.Max(0, end - start));
            }

            yield break;
        }

        // What the analysis took lies at the end of its command; what mending took lies before.
        var compiling = end - timings.Total + timings.Validate;
        var compile = timings.Compile + timings.Aot;
        yield return new Bar(BarKind.Compile, compiling, compile);

        // Chunks that run at once count each; on the clock they take no more than what is left.
        var left = Math.Max(0, end - compiling - compile);
        var run = Math.Min(left, timings.Instantiate + timings.Load + timings.Run);
        yield return new Bar(BarKind.Run, end - left, run);
    }
}
