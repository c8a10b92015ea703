using Microsoft.Playwright;
using Rlm.Testing.Chat;
using static Microsoft.Playwright.Assertions;

namespace Rlm.Page.Tests.Asking;

/// <summary>Questions over samples, pasted texts and uploads.</summary>
public sealed class AskPageTests(PageBrowser browser) : PageTest(browser)
{
    [Fact]
    public async Task A_sample_is_asked_by_keyboard_alone()
    {
        var server = await ServeAsync();
        var page = await OpenAsync(server);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask" })).ToBeEnabledAsync();
        await TabToAsync(page, "input[name=source]");
        await TabToAsync(page, "input[name=sample]");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Two tables joined" })).ToBeCheckedAsync();
        await TabToAsync(page, "button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await EndedAsync(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await TabToAsync(page, "#replay");
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".position")).ToContainTextAsync("the run began");
    }

    [Fact]
    public async Task Files_are_uploaded_and_asked_of_a_model()
    {
        await using var model = new ScriptedChatServer(ChatAnswers.Streamed("""
            {"op":"count","on":"b.txt","what":"lines","store":"n"}{"op":"final_var","name":"n"}
            """));
        var server = await ServeAsync(model.BaseUrl);
        var page = await OpenAsync(server);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Uploaded files" }).CheckAsync();
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("How many lines has b?");
        await page.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync(
        [
            new FilePayload { Name = "a.txt", MimeType = "text/plain", Buffer = "one\n"u8.ToArray() },
            new FilePayload { Name = "b.txt", MimeType = "text/plain", Buffer = "one\ntwo\n"u8.ToArray() },
        ]);
        await Expect(page.GetByText("2 files chosen, 12 B")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await EndedAsync(page);
        await Expect(page.Locator(".meta")).ToContainTextAsync("2 documents, 12 B");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer" }).First).ToContainTextAsync("2");
        Assert.DoesNotContain(".documents", string.Concat(Directory.GetDirectories(server.Runs)));
    }

    [Fact]
    public async Task A_long_text_arrives_whole()
    {
        await using var model = new ScriptedChatServer(ChatAnswers.Streamed("""
            {"op":"len","store":"n"}{"op":"final_var","name":"n"}
            """));
        var server = await ServeAsync(model.BaseUrl);
        var page = await OpenAsync(server);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Pasted text" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no text.");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync(new string('x', 299_999) + "\n");
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("How long is it?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await EndedAsync(page);
        await Expect(page.Locator(".meta")).ToContainTextAsync("text.txt, 300.0 kB");
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }
        }

        Assert.Fail($"The tabulator does not lead to {selector}.");
    }
}
