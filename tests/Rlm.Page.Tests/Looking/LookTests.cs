using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rlm.Page.Tests.Looking;

/// <summary>The states of the page: sound for axe in both themes, no wider than a phone, and kept as pictures.</summary>
public sealed class LookTests(PageBrowser browser) : PageTest(browser)
{
    [Fact]
    public async Task Asking_and_a_mended_run_are_sound_in_dark_and_light_and_on_a_phone()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server, height: 1180);
        await AskSampleAsync(page, "A compile error that is mended");
        var run = new Uri(page.Url).AbsolutePath;
        await IsSoundAsync(page);
        await KeepAsync(page, "run");
        await KeepAsync(page.Locator("#turn-1"), "mended");

        var dark = await OpenAsync(server, run, ColorScheme.Dark, 1280, 1180);
        await Expect(dark.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await IsSoundAsync(dark);
        await KeepAsync(dark, "run-dark");
        await dark.GotoAsync("/visualize");
        await Expect(dark.GetByRole(AriaRole.Button, new() { Name = "Ask" })).ToBeEnabledAsync();
        await IsSoundAsync(dark);

        var phone = await OpenAsync(server, run, ColorScheme.Light, 390, 844);
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await IsSoundAsync(phone);
        await phone.Locator("#timeline-title").ScrollIntoViewIfNeededAsync();
        await KeepAsync(phone, "phone");
        await phone.GotoAsync("/visualize");
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "Ask" })).ToBeEnabledAsync();
        await IsSoundAsync(phone);
    }

    [Fact]
    public async Task The_theme_is_the_systems_until_another_is_chosen_and_the_choice_stays()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server, scheme: ColorScheme.Dark);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between dark and light" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask" })).ToBeEnabledAsync();
        await KeepAsync(page, "ask");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task What_is_not_there_says_so()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server, "/visualize/runs/none");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such run");
        await IsSoundAsync(page);
        var answer = await page.GotoAsync("/visualize/nothing");
        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
    }
}
