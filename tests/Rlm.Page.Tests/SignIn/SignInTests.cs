using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Rlm.Page.Tests.SignIn;

/// <summary>A service with keys asks for one, once.</summary>
public sealed partial class SignInTests(PageBrowser browser) : PageTest(browser)
{
    private const string Key = "a-key-of-the-tests-0123456789";

    [Fact]
    public async Task A_key_opens_the_page_and_what_it_links_to_until_signing_out()
    {
        var server = await ServeAsync(key: Key);
        var page = await OpenAsync(server, "/visualize?x=1");
        await Expect(page).ToHaveURLAsync(SignInUrl());
        await IsSoundAsync(page);
        await page.GetByLabel("Key").FillAsync("a-wrong-key-0123456789");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("none of this service");
        await page.GetByLabel("Key").FillAsync(Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "/visualize?x=1").ToString());
        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "rlm-page");
        Assert.Equal((true, SameSiteAttribute.Strict), (cookie.HttpOnly, cookie.SameSite));
        Assert.DoesNotContain(Key, cookie.Value, StringComparison.Ordinal);

        await AskSampleAsync(page, "Frequent words of a novel");
        await IsSoundAsync(page);
        var trace = await page.GetByRole(AriaRole.Link, new() { Name = "Download trace" }).GetAttributeAsync("href");
        Assert.Equal(200, (await page.APIRequest.GetAsync(trace!)).Status);
        using var stranger = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(trace, Stop)).StatusCode);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(SignInUrl());
        Assert.Equal(401, (await page.APIRequest.GetAsync(trace!)).Status);
    }

    [Fact]
    public async Task Without_a_key_there_is_nothing_but_the_way_in()
    {
        var server = await ServeAsync(key: Key);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        foreach (var path in new[] { "/visualize", "/visualize/runs/x", "/_blazor", "/runs" })
        {
            var answer = await client.GetAsync(path, Stop);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        }

        var start = await client.GetAsync("/visualize/sign-in", Stop);
        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        Assert.Contains("script-src 'self';", start.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        // The form's token is needed: another page cannot sign anybody in.
        var forged = await client.PostAsync("/visualize/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("Key", Key), KeyValuePair.Create("_handler", "sign-in")]), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_gets_no_connection()
    {
        var server = await ServeAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "http://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request, Stop)).StatusCode);
    }

    [GeneratedRegex("/visualize/sign-in")]
    private static partial Regex SignInUrl();
}
