using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Rlm.Testing;

namespace Rlm.Page.Tests;

/// <summary>What tests of the page share: a page of a fresh browser context, and what must hold on every page.</summary>
public abstract partial class PageTest(PageBrowser browser) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<PageServer> _servers = [];
    private readonly ConcurrentBag<string> _faults = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        // After the pages: they would complain that it is gone.
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        Assert.Empty(_faults);
    }

    /// <summary>A service of the test's own.</summary>
    internal async Task<PageServer> ServeAsync(string? modelUrl = null, string? key = null)
    {
        var server = await PageServer.StartAsync(modelUrl, key);
        _servers.Add(server);
        return server;
    }

    /// <summary>A page of a new context. What the browser's console complains of, or what is asked of elsewhere, fails the test.</summary>
    internal async Task<IPage> OpenAsync(PageServer server, string path = "/visualize", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
    {
        var context = await browser.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        _contexts.Add(context);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            // That a page is not there, or needs a key, is what some tests are about.
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal))
            {
                _faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is var url && url.Authority != server.Address.Authority && url.Scheme != "data")
            {
                _faults.Add($"asked of elsewhere: {request.Url}");
            }
        };
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Asks a sample by its title and waits until its run has ended.</summary>
    internal static async Task AskSampleAsync(IPage page, string title, string status = "done")
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = title }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await EndedAsync(page, status);
    }

    internal static async Task EndedAsync(IPage page, string status = "done") =>
        await Assertions.Expect(page.Locator(".meta .status")).ToHaveTextAsync(status, new() { Timeout = 60_000 });

    /// <summary>Axe finds nothing serious, and the page is no wider than its window.</summary>
    internal static async Task IsSoundAsync(IPage page)
    {
        // The title comes anew when the page becomes interactive.
        await Assertions.Expect(page).ToHaveTitleAsync(Titled());
        var result = await page.RunAxe();
        var faults = result.Violations
            .Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Target} {n.Html}\n{string.Join("; ", n.Any.Concat(n.All).Select(c => c.Message))}"))
            .ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        var (whole, seen) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("innerWidth"));
        Assert.True(whole <= seen, $"The page is {whole} wide in a window of {seen}.");
    }

    /// <summary>Keeps what the page looks like: for the documentation when that is to be written, else for whoever wants to see it.</summary>
    internal static Task KeepAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions { Path = PathOf(name) });

    internal static Task KeepAsync(ILocator part, string name) => part.ScreenshotAsync(new LocatorScreenshotOptions { Path = PathOf(name), Style = ".bar { position: static }" });

    [GeneratedRegex(" · RLM$")]
    private static partial Regex Titled();

    private static string PathOf(string name) => Path.Combine(
        Environment.GetEnvironmentVariable("RLM_WRITE_IMAGES") == "1" ? Repository.PathOf("docs", "images") : Repository.PathOf("artifacts", "page"), $"{name}.png");
}
