using Microsoft.Playwright;
using Rlm.Testing.Chat;
using static Microsoft.Playwright.Assertions;

namespace Rlm.Page.Tests.Looking;

/// <summary>A run as it is looked at, live, past and replayed.</summary>
public sealed class RunPageTests(PageBrowser browser) : PageTest(browser)
{
    [Fact]
    public async Task A_compile_error_is_seen_on_its_line_beside_the_code_that_mends_it()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server);
        await AskSampleAsync(page, "A compile error that is mended");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer" }).First).ToContainTextAsync("New York: 2013-06, 202.1 mm\nSeattle: 2015-12, 284.5 mm");
        var (first, second) = (page.GetByRole(AriaRole.Region, new() { Name = "Attempt 1", Exact = true }), page.GetByRole(AriaRole.Region, new() { Name = "Attempt 2", Exact = true }));
        await Expect(first).ToContainTextAsync("did not compile");
        await Expect(second).ToContainTextAsync("compiled and ran");
        var wrong = first.Locator("li.wrong");
        await Expect(wrong).ToHaveCountAsync(2);
        await Expect(wrong.Nth(1)).ToContainTextAsync("wettest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));");
        await Expect(wrong.Nth(1)).ToContainTextAsync("error[E0599]: `f64` is not an iterator");
        await Expect(wrong.Nth(1)).ToContainTextAsync("line 21, column 36");
        await Expect(second.Locator("li.new")).ToHaveCountAsync(2);
        await Expect(second.Locator("li.wrong")).ToHaveCountAsync(0);

        // Side by side, not one below the other.
        var (left, right) = (await first.BoundingBoxAsync(), await second.BoundingBoxAsync());
        Assert.True(right!.X >= left!.X + left.Width && Math.Abs(right.Y - left.Y) < 2);
    }

    [Fact]
    public async Task Code_unfolds_in_colours_and_the_slider_shows_the_run_at_any_event()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server);
        await AskSampleAsync(page, "Two tables joined");
        var code = page.GetByRole(AriaRole.Region, new() { Name = "Rust of rust_wasm, attempt 1" });
        await Expect(code).ToBeHiddenAsync();
        await page.GetByText("lines of Rust").ClickAsync();
        await Expect(code).ToBeVisibleAsync();
        await Expect(code.Locator(".r-k").First).ToHaveTextAsync("fn");
        await Expect(code).ToContainTextAsync("fn fields(line: &str) -> Vec<String> {");

        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Events that are shown" });
        await slider.FillAsync("1");
        await Expect(page.Locator(".command")).ToHaveCountAsync(0);
        await Expect(page.Locator(".position")).ToContainTextAsync("1 of 10: the run began");
        await slider.PressAsync("End");
        await Expect(page.Locator(".command")).ToHaveCountAsync(2);
        await slider.PressAsync("ArrowLeft");
        await Expect(page.Locator("#answer-title")).ToHaveCountAsync(0);

        // A link leads others to the same event.
        await page.GetByRole(AriaRole.Button, new() { Name = "Share link" }).ClickAsync();
        await Expect(page.GetByText("The link is copied.")).ToBeVisibleAsync();
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.EndsWith("?at=9", link, StringComparison.Ordinal);
        var other = await OpenAsync(server, link);
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Join the flight counts");
        await Expect(other.Locator(".position")).ToContainTextAsync("9 of 10");
        await Expect(other.Locator("#answer-title")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_trace_is_the_file_and_the_figures_are_its_own()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server);
        await AskSampleAsync(page, "Three plays compared");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download trace" }).ClickAsync());
        var file = Directory.GetFiles(server.Runs, "*.jsonl").Single();
        Assert.Equal(await File.ReadAllBytesAsync(file, Stop), await File.ReadAllBytesAsync(await download.PathAsync(), Stop));
        Assert.Equal(Path.GetFileName(file), download.SuggestedFilename);
        var result = Rlm.Traces.TraceReader.Read(file).OfType<Rlm.Runs.RunFinished>().Single().Result;
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Figures" })).ToContainTextAsync(
            FormattableString.Invariant($"{result.Tokens.Prompt + result.Tokens.Completion:N0} tokens, against {result.Tokens.Baseline:N0}"));
        await page.ReloadAsync();
        await EndedAsync(page);

        // The second run finds the analysis compiled.
        await page.GotoAsync("/visualize");
        await AskSampleAsync(page, "Three plays compared");
        await Expect(page.GetByText("1 of 1 from the cache")).ToBeVisibleAsync();
        await Expect(page.Locator(".tag", new() { HasText = "compiled before" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_run_is_watched_live_and_cancelled()
    {
        await using var model = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"count","what":"lines"}"""), ChatAnswers.SilentAfter("I am still thinking about it"));
        var server = await ServeAsync(model.BaseUrl);
        var page = await OpenAsync(server);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Pasted text" }).CheckAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("one\ntwo\nthree\n");
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("How many lines?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await Expect(page.Locator(".meta .status")).ToHaveTextAsync("running");
        await Expect(page.Locator(".command h4")).ToContainTextAsync("count");
        await Expect(page.Locator(".streaming")).ToHaveTextAsync("I am still thinking about it");
        await IsSoundAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the run" }).ClickAsync();
        await EndedAsync(page, "stopped");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "was stopped" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel the run" })).ToHaveCountAsync(0);

        // What did happen stays to be looked at.
        await page.ReloadAsync();
        await EndedAsync(page, "stopped");
        await Expect(page.Locator(".command")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_tree_shows_what_was_asked_of_whom()
    {
        await using var model = new ScriptedChatServer(
            ChatAnswers.Streamed("""
                {"op":"llm_query","prompt":"Which of the lines is odd? ${context}","store":"odd"}
                {"op":"rlm_query","task":"Count the lines of this part.","store":"lines"}
                """, 900, 60),
            ChatAnswers.Streamed("The second.", 40, 4),
            ChatAnswers.Streamed("""{"op":"count","what":"lines","store":"n"}{"op":"final_var","name":"n"}""", 700, 20),
            ChatAnswers.Streamed("""{"op":"final","answer":"Of 3 lines the second is odd."}""", 1_100, 15));
        var server = await ServeAsync(model.BaseUrl);
        var page = await OpenAsync(server);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Pasted text" }).CheckAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("one\n2\nthree\n");
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("Which line is odd?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await EndedAsync(page);
        var tree = page.GetByRole(AriaRole.Region, new() { Name = "Tree of calls" });
        await Expect(tree.GetByText("sub model")).ToBeVisibleAsync();
        await Expect(tree.GetByText("Count the lines of this part.")).ToBeVisibleAsync();
        await Expect(tree.Locator("ul ul ul ul code").First).ToHaveTextAsync("count");
        await Expect(page.Locator(".rows li")).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Figures" })).ToContainTextAsync("2,839 tokens");

        // What was asked and said unfolds; so does the run inside.
        await page.Locator(".command .call summary", new() { HasText = "sub model" }).ClickAsync();
        await Expect(page.GetByText("The second.", new() { Exact = true }).First).ToBeVisibleAsync();
        await page.GetByText("A run inside, depth 1").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Inside: Turn 1" })).ToBeVisibleAsync();
        await IsSoundAsync(page);
        await KeepAsync(page, "tree");
    }
}
