using Rlm.Documents;
using Rlm.Runs;
using Rlm.Sessions;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Sessions;

public sealed class SessionTests
{
    private const string Errors =
        """{"op":"regex","pattern":"^ERROR","store":"errors"} {"op":"count","on":"errors","what":"matches","store":"n"} {"op":"final_var","name":"n"}""";

    private static ChatAnswer Keeps(string name, string value) =>
        ChatAnswers.Streamed($$"""{"op":"set","name":"{{name}}","value":"{{value}}"} {"op":"final","answer":"kept {{name}}"}""");

    private static ChatAnswer Says(string answer) => ChatAnswers.Streamed($$"""{"op":"final","answer":"{{answer}}"}""");

    private static RunResult Result(IReadOnlyList<RunEvent> events) => events.OfType<RunFinished>().Single().Result;

    [Fact]
    public async Task A_follow_up_sees_what_was_asked_answered_and_stored()
    {
        await using var bench = new SessionBench(
            ChatAnswers.Streamed(Errors), ChatAnswers.Streamed("""{"op":"final","answer":"${n}: ${errors}"}"""));
        var saved = Assert.Single((await bench.AskAsync("How many errors?")).OfType<SessionSaved>());
        Assert.Equal(["errors", "n"], saved.Variables);
        Assert.Equal("2: ERROR 2\nERROR 4\n", Result(await bench.AskAsync("Which ones?")).Answer);
        Assert.Equal("user: Question: How many errors?", Assert.Single(bench.Server.Requests[0].Messages.Skip(1)));
        var messages = bench.Server.Requests[1].Messages;
        Assert.Equal(["user: Question: How many errors?", """assistant: {"op":"final","answer":"2"}"""], messages.Skip(1).Take(2));
        Assert.Contains("\n- `errors`: 16 bytes, stored by `regex` for: How many errors?\n", messages[3]);
        Assert.Contains("\n- `n`: 1 bytes, stored by `count` for", messages[3]);
        Assert.EndsWith("\n\nQuestion: Which ones?", messages[3], StringComparison.Ordinal);
        Assert.Equal(4, messages.Count);
    }

    [Fact]
    public async Task The_answer_is_in_the_session_before_the_run_is_finished()
    {
        await using var bench = new SessionBench(Says("2"));
        using var session = bench.Store.Open("s");
        var events = await bench.RunAsync("q", session.Next(bench.Source, bench.Documents, CancellationToken.None));
        Assert.Equal([typeof(SessionSaved), typeof(RunFinished)], events.TakeLast(2).Select(e => e.GetType()));
        Assert.Equal("2", Assert.Single(bench.Store.Read("s").Turns).Answer);
    }

    [Fact]
    public async Task A_run_without_an_answer_leaves_the_session_as_it_was()
    {
        await using var bench = new SessionBench(
            Keeps("x", "1"),
            ChatAnswers.Streamed("""{"op":"set","name":"x","value":"2"}"""),
            ChatAnswers.Status(400, "no"),
            ChatAnswers.Streamed("""{"op":"set","name":"x","value":"3"}"""),
            ChatAnswers.Silent);
        await bench.AskAsync("one");
        var before = await File.ReadAllTextAsync(bench.PathOf("session.json"), TestContext.Current.CancellationToken);
        Assert.False(Result(await bench.AskAsync("two")).Success);
        using var stop = new CancellationTokenSource();
        var third = bench.AskAsync("three", stop.Token);
        for (var i = 0; i < 5; i++)
        {
            await bench.Server.ArrivedAsync(TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.Equal(before, await File.ReadAllTextAsync(bench.PathOf("session.json"), TestContext.Current.CancellationToken));
        using var session = bench.Store.Open("s");
        Assert.Equal("1", Assert.Single(session.Next(bench.Source, bench.Documents, CancellationToken.None).Variables).Text.ReadUtf8String());
    }

    [Fact]
    public async Task The_first_run_without_an_answer_leaves_no_session()
    {
        await using var bench = new SessionBench(ChatAnswers.Status(400, "no"));
        await bench.AskAsync("one");
        Assert.Empty(bench.Store.List());
        Assert.Equal(SessionErrorCode.NotFound, Assert.Throws<SessionException>(() => bench.Store.Read("s")).Code);
        Assert.Equal(SessionErrorCode.NotFound, Assert.Throws<SessionException>(() => bench.Store.Delete("s")).Code);
    }

    [Fact]
    public async Task Only_what_a_run_stored_is_written_and_earlier_texts_stay()
    {
        await using var bench = new SessionBench(Keeps("x", "1"), Keeps("y", "2"), Keeps("x", "333"));
        await bench.AskAsync("one");
        await bench.AskAsync("two");
        var saved = (await bench.AskAsync("three")).OfType<SessionSaved>().Single();
        Assert.Equal(["x"], saved.Variables);
        Assert.Equal(["1.0.x.txt", "2.0.y.txt", "3.0.x.txt"], bench.Texts);
        using var session = bench.Store.Open("s");
        Assert.Equal(
            ["x=333", "y=2"], session.Next(bench.Source, bench.Documents, CancellationToken.None).Variables.Select(v => $"{v.Name}={v.Text.ReadUtf8String()}"));
        Assert.Equal(
            ["y=2", "x=1"],
            session.Replay(new SessionReference("s", 3, "run-2"), bench.Documents, CancellationToken.None).Variables.Select(v => $"{v.Name}={v.Text.ReadUtf8String()}"));
    }

    [Fact]
    public async Task Without_room_replaced_texts_go_first_then_the_oldest_and_the_model_is_told()
    {
        await using var bench = new SessionBench(
            Keeps("a", "aaaa"), Keeps("b", "bbbb"), Keeps("b", "BBBB"), Keeps("c", "cccc"), Says("x"))
        {
            Options = new SessionOptions { MaxBytes = 10, MaxVariableBytes = 100 },
        };
        await bench.AskAsync("one");
        await bench.AskAsync("two");
        Assert.Empty((await bench.AskAsync("three")).OfType<SessionSaved>().Single().Dropped);
        Assert.Equal(["1.0.a.txt", "3.0.b.txt"], bench.Texts);
        Assert.Equal(["a"], (await bench.AskAsync("four")).OfType<SessionSaved>().Single().Dropped);
        Assert.Equal(["3.0.b.txt", "4.0.c.txt"], bench.Texts);
        await bench.AskAsync("five");
        var note = bench.Server.Requests[4].Messages[^1];
        Assert.Matches("- `c`: 4 bytes.*\n- `b`: 4 bytes", note);
        Assert.Contains("no longer kept, for want of room or because they could not be read: `a`\n", note);
        using var session = bench.Store.Open("s");
        var refused = Assert.Throws<SessionException>(() => session.Replay(new SessionReference("s", 4, "run-3"), bench.Documents, CancellationToken.None));
        Assert.Equal(SessionErrorCode.TextGone, refused.Code);
        Assert.Equal(["c", "b"], session.Replay(new SessionReference("s", 5, "run-4"), bench.Documents, CancellationToken.None).Variables.Select(v => v.Name));
    }

    [Fact]
    public async Task A_variable_that_is_too_long_is_not_kept_and_an_earlier_text_does_not_come_back()
    {
        await using var bench = new SessionBench(Keeps("x", "1"), Keeps("x", "12345"), Says("y")) { Options = new SessionOptions { MaxVariableBytes = 4 } };
        await bench.AskAsync("one");
        Assert.Equal(["x"], (await bench.AskAsync("two")).OfType<SessionSaved>().Single().Dropped);
        await bench.AskAsync("three");
        Assert.DoesNotContain("ready to be used", bench.Server.Requests[2].Messages[^1]);
        Assert.Contains(": `x`\n", bench.Server.Requests[2].Messages[^1]);
    }

    [Fact]
    public async Task The_model_is_told_which_documents_changed_since_which_question()
    {
        await using var bench = new SessionBench(Says("1"), Says("2"), Says("3"), Says("4"));
        await bench.AskAsync("one");
        await bench.AskAsync("two");
        bench.Documents = DocumentSet.Of([("app.log", Text.FromText("other\n")), ("new.log", Text.FromText("x\n"))]);
        await bench.AskAsync("three");
        await bench.AskAsync("four");
        Assert.DoesNotContain("changed", bench.Server.Requests[1].Messages[^1]);
        foreach (var request in bench.Server.Requests.Skip(2))
        {
            Assert.Contains("The documents changed after \"two\" was answered: app.log has changed, new.log is new.", request.Messages[^1]);
        }

        Assert.Equal([true, false, true, false], bench.Store.Read("s").Turns.Select(t => t.Documents is not null));
    }

    [Fact]
    public async Task One_at_a_time()
    {
        await using var bench = new SessionBench(Says("1"));
        await bench.AskAsync("one");
        using (bench.Store.Open("s"))
        {
            Assert.Equal(SessionErrorCode.InUse, Assert.Throws<SessionException>(() => bench.Store.Open("s")).Code);
            Assert.Equal(SessionErrorCode.InUse, Assert.Throws<SessionException>(() => bench.Store.Delete("s")).Code);
            Assert.Single(bench.Store.List());
            bench.Store.Open("other").Dispose();
        }

        bench.Store.Delete("s");
        Assert.Empty(bench.Store.List());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Q3-report_v1.2", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    public async Task Names_are_checked(string name, bool isOne)
    {
        await using var bench = new SessionBench();
        if (isOne)
        {
            bench.Store.Open(name).Dispose();
            return;
        }

        foreach (var use in new Action<string>[] { n => bench.Store.Open(n), n => bench.Store.Read(n), n => bench.Store.Delete(n) })
        {
            Assert.Equal(SessionErrorCode.InvalidName, Assert.Throws<SessionException>(() => use(name)).Code);
        }
    }

    [Fact]
    public async Task Everything_is_its_owners_alone()
    {
        await using var bench = new SessionBench(Keeps("x", "1"));
        await bench.AskAsync("one");
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var path in Directory.GetFileSystemEntries(bench.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Append(bench.Folder))
        {
            Assert.Equal(Directory.Exists(path) ? file | UnixFileMode.UserExecute : file, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
        }

        Assert.Equal(["session.json"], Directory.GetFiles(bench.PathOf(string.Empty)).Select(Path.GetFileName));
        Assert.Equal(["1.0.x.txt"], bench.Texts);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_said_and_the_answer_stands()
    {
        await using var bench = new SessionBench(Says("1"), Keeps("x", "1"));
        await bench.AskAsync("one");
        await File.WriteAllTextAsync(bench.PathOf("variables"), "in the way", TestContext.Current.CancellationToken);
        var events = await bench.AskAsync("two");
        Assert.True(Result(events).Success);
        Assert.Contains("as it was before this question", events.OfType<SessionSaved>().Single().Problem);
        Assert.Single(bench.Store.Read("s").Turns);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"source":{"documents":[],"folder":"/"},"turns":[{"run_id":"r","at":"2026-01-01T00:00:00Z","question":"q","answer":"a","variables":[{"name":"../x","bytes":1}]}]}""")]
    public async Task A_session_that_cannot_be_read_is_told(string json)
    {
        await using var bench = new SessionBench(Says("1"));
        await bench.AskAsync("one");
        await File.WriteAllTextAsync(bench.PathOf("session.json"), json, TestContext.Current.CancellationToken);
        Assert.Equal(SessionErrorCode.Storage, Assert.Throws<SessionException>(() => bench.Store.Open("s")).Code);
        Assert.NotNull(Assert.Single(bench.Store.List()).Problem);
        bench.Store.Delete("s");
    }

    [Fact]
    public async Task Small_documents_that_go_to_the_model_whole_have_the_history_behind_them()
    {
        await using var bench = new SessionBench(ChatAnswers.Streamed("2"), ChatAnswers.Streamed("ERROR 4")) { Limits = new RunLimits { BypassThreshold = 1000 } };
        await bench.AskAsync("How many errors?");
        Assert.Equal("ERROR 4", Result(await bench.AskAsync("And the last?")).Answer);
        var messages = bench.Server.Requests[1].Messages;
        Assert.EndsWith("</document>\n\nQuestion: How many errors?", messages[1], StringComparison.Ordinal);
        Assert.Equal(["assistant: 2", "user: Question: And the last?"], messages.Skip(2));
    }

    [Fact]
    public async Task Many_variables_are_named_within_bounds()
    {
        var sets = string.Join('\n', Enumerable.Range(0, 200).Select(i => $$"""{"op":"set","name":"a_variable_{{i}}","value":"x"}"""));
        await using var bench = new SessionBench(ChatAnswers.Streamed(sets + """{"op":"final","answer":"x"}"""), Says("y"))
        {
            Options = new SessionOptions { HistoryLimit = 2000 },
        };
        await bench.AskAsync("one");
        await bench.AskAsync("two");
        var note = bench.Server.Requests[1].LastMessage;
        Assert.Matches("- also: `a_variable_.*` and [0-9]+ more\n", note);
        Assert.InRange(note.Length, 1500, 3000);
    }

    [Fact]
    public async Task Compaction_leaves_every_variable()
    {
        const int turns = 12;
        await using var bench = new SessionBench([.. Enumerable.Range(0, turns).Select(i => Keeps($"v{i}", $"{i}"))])
        {
            Options = new SessionOptions { HistoryLimit = 600 },
        };
        for (var i = 0; i < turns; i++)
        {
            await bench.AskAsync($"question {i} {new string('x', 40)}");
        }

        var messages = bench.Server.Requests[^1].Messages;
        Assert.True(messages.Count < 2 * turns);
        Assert.Contains("- question 3 xxx", messages[1]);
        Assert.All(Enumerable.Range(0, turns - 1), i => Assert.Contains($"`v{i}`", messages[^1]));
        using var session = bench.Store.Open("s");
        Assert.Equal(turns, session.Next(bench.Source, bench.Documents, CancellationToken.None).Variables.Count);
    }
}
