namespace Rlm.Server.Components.Shell;

/// <summary>Says to programs too that a page is not there.</summary>
internal static class MissingPage
{
    /// <param name="context">The request; null once the page is interactive, when nobody hears of it.</param>
    public static void Tell(HttpContext? context) => context?.Response.OnStarting(() =>
    {
        // Not before: a component that sets it is not drawn at all.
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
