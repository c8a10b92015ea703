using System.Text.Json;
using CsCheck;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Server.Components.Telling;

namespace Rlm.Page.Tests.Telling;

/// <summary>What is looked at is what the events say.</summary>
public sealed class RunViewTests
{
    [Fact]
    public void Steps_commands_attempts_calls_and_runs_inside_are_where_they_belong()
    {
        var view = RunViewBuilder.Of(Events.All);
        Assert.Equal([1, 2], view.Root.Steps.Select(s => s.Number));
        var (rust, query) = (view.Root.Steps[0].Commands[0], view.Root.Steps[0].Commands[1]);
        Assert.Equal(("rust_wasm", "rlm_query"), (rust.Started.Op, query.Started.Op));
        Assert.Equal(["store"], rust.Fields.Select(f => f.Key));
        var call = Assert.Single(rust.Calls);
        Assert.Equal((ModelRole.Coder, "mend", "mended"), (call.Role, call.Prompt, call.Reply!.Text));
        var inside = Assert.Single(query.Nested);
        Assert.Equal(("n1", "inside?", "x", "final"), (inside.Id, inside.Task, inside.End!.Answer, inside.Steps[0].Commands[0].Started.Op));
        Assert.Equal("gone", view.Root.Steps[1].Turns.Single().Failure!.Error.Message);
        Assert.Equal("All 1 turns are used up; one more to answer.", Assert.Single(view.Notes));
        Assert.Equal("unreachable", view.Result!.Error!.Code);
    }

    [Fact]
    public void An_attempt_has_what_was_wrong_with_it_on_its_line()
    {
        var attempts = RunViewBuilder.Of(Events.All).Root.Steps[0].Commands[0].Attempts;
        Assert.Equal(
            [(1, AttemptAuthor.Root, Events.Broken, AttemptFate.NotCompiled), (2, AttemptAuthor.Mender, Events.Mended, AttemptFate.Ran)],
            attempts.Select(a => (a.Number, a.By, a.Code, a.Fate)));
        Assert.Equal((2, 5, "no oops"), attempts[0].Diagnostics.Select(d => (d.Line, d.Column, d.Message)).Single());
        Assert.Empty(attempts[1].Diagnostics);
    }

    [Fact]
    public void The_figures_are_those_of_the_result()
    {
        var view = RunViewBuilder.Of(Events.All);
        var (sums, result) = (view.Sums, view.Result!);
        Assert.Equal((result.Tokens.Prompt, result.Tokens.Completion, result.CostUsd), (sums.PromptTokens, sums.CompletionTokens, sums.CostUsd));
        Assert.Equal((result.TimingsMs.Model, result.TimingsMs.Compile, result.TimingsMs.Wasm), (sums.ModelMs, sums.CompileMs, sums.RunMs));
        Assert.Equal((result.TimingsMs.Total, result.Tokens.Baseline, 1_001 * 2 / 1e6), (view.TotalMs, view.BaselineTokens, view.BaselineUsd));
        Assert.Equal((3, 1, 1, 0, 2, 1, 1, 40), (sums.Replies, sums.RecordedReplies, sums.Analyses, sums.CachedAnalyses, sums.Chunks, sums.CachedChunks, sums.Nested, sums.CachedPromptTokens));

        // Each step has its part of them, runs inside included.
        Assert.Equal(sums.ModelMs, view.Root.Steps.Sum(s => s.Sums.ModelMs));
        Assert.Equal(sums.Tokens, view.Root.Steps.Sum(s => s.Sums.Tokens));
        Assert.Equal(sums.Commands, view.Root.Steps.Sum(s => s.Sums.Commands));
    }

    [Fact]
    public void Before_the_end_the_documents_say_what_the_whole_would_take()
    {
        var view = RunViewBuilder.Of(Events.All.Take(3));
        Assert.Equal((1_001, 20.0, 0.0), (view.BaselineTokens, view.TotalMs, view.Sums.ModelMs));
    }

    [Fact]
    public void What_streams_is_seen_until_it_is_there_whole()
    {
        Assert.Equal("I th", RunViewBuilder.Of(Events.All.Take(5)).Root.Steps[0].Streaming);
        var step = RunViewBuilder.Of(Events.All.Take(6)).Root.Steps[0];
        Assert.Equal((string.Empty, "I think"), (step.Streaming, step.Turns.Single().Reply!.Text));
    }

    [Fact]
    public void Every_beginning_of_a_run_can_be_looked_at_and_only_grows() => Gen.Int[1, Events.All.Count - 1].Sample(count =>
    {
        var (one, next) = (RunViewBuilder.Of(Events.All.Take(count)), RunViewBuilder.Of(Events.All.Take(count + 1)));
        return one.Root.Steps.Count <= next.Root.Steps.Count && one.Sums.Tokens <= next.Sums.Tokens && one.Sums.Commands <= next.Sums.Commands && one.Notes.Count <= next.Notes.Count;
    });

    [Fact]
    public void A_view_stays_as_it_was_when_more_happens()
    {
        var builder = new RunViewBuilder();
        foreach (var runEvent in Events.All.Take(10))
        {
            builder.Add(runEvent);
        }

        var before = builder.View();
        var (commands, tokens) = (before.Root.Steps[0].Commands.Count, before.Sums.Tokens);
        foreach (var runEvent in Events.All.Skip(10))
        {
            builder.Add(runEvent);
        }

        Assert.Equal((commands, tokens, null), (before.Root.Steps[0].Commands.Count, before.Sums.Tokens, before.Root.Steps[0].Commands[0].Finished));
    }

    [Fact]
    public void A_run_that_is_resumed_is_told_anew()
    {
        var view = RunViewBuilder.Of([.. Events.All.Take(12), new RunResumed("run-1", 2), .. Events.All.Skip(2).Take(5)]);
        Assert.Equal((1, 110), (view.Root.Steps.Count, view.Sums.Tokens));
        Assert.Equal("How many?", view.Root.Task);
        Assert.Equal("The run was resumed with 2 answers that models had given before.", Assert.Single(view.Notes));
    }

    [Fact]
    public void A_trace_without_diagnostics_is_still_read()
    {
        const string old = """{"event":"code_written","at":"2026-01-02T03:04:05+00:00","step":1,"attempt":1,"code":"x","error":"--> line 2"}""";
        var written = Assert.IsType<CodeWritten>(JsonSerializer.Deserialize(old, RunJson.Event));
        var view = RunViewBuilder.Of([.. Events.All.Take(7), written]);
        var first = view.Root.Steps[0].Commands[0].Attempts[0];
        Assert.Equal(("--> line 2", 0), (first.Error, first.Diagnostics.Count));
    }
}
