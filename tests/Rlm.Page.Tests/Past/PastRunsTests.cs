using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rlm.Page.Tests.Past;

/// <summary>The list of runs.</summary>
public sealed class PastRunsTests(PageBrowser browser) : PageTest(browser)
{
    [Fact]
    public async Task A_run_is_found_by_words_of_its_question_or_answer()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server);
        await AskSampleAsync(page, "Frequent words of a novel");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Ask" }).ClickAsync();
        await AskSampleAsync(page, "Means over JSON lines");
        await page.GotoAsync("/visualize");
        var runs = page.Locator(".runs li");
        await Expect(runs).ToHaveCountAsync(2);
        var search = page.GetByRole(AriaRole.Searchbox);
        await search.FillAsync("queequeg MOBY");
        await Expect(page.GetByText("1 run found")).ToBeVisibleAsync();
        await Expect(runs).ToHaveCountAsync(1);
        await search.FillAsync("no such thing");
        await Expect(page.GetByText("0 runs found")).ToBeVisibleAsync();
        await search.FillAsync("bundesliga");
        await Expect(page.GetByText("1 run found")).ToBeVisibleAsync();
        await runs.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("How many goals");
        await EndedAsync(page);
    }
}
