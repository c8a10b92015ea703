using Rlm.Models;

namespace Rlm.Runs;

/// <summary>How many tokens the models of a run take at once; what would not fit is not sent.</summary>
/// <param name="Root">Of the root model; null when nobody knows.</param>
/// <param name="Sub">Of the sub model; null when nobody knows.</param>
/// <param name="Coder">Of the coder model; null when nobody knows.</param>
public sealed record ModelWindows(int? Root, int? Sub, int? Coder)
{
    /// <summary>Bytes of text that a token has at least, of most text.</summary>
    private const double BytesPerToken = 2.5;

    /// <summary>Longest text that goes along with a question where the window is not known.</summary>
    private const int UsualPromptBytes = 400_000;

    /// <summary>Bytes that a question to the sub model and its text may have together.</summary>
    internal int SubPromptBytes => Sub is { } window ? (int)Math.Min(UsualPromptBytes, window * 0.75 * BytesPerToken) : UsualPromptBytes;

    /// <summary>Bytes that the previews of the documents may have: a quarter of the window; null when it is not known.</summary>
    internal int? PreviewBytes => Root is { } window ? (int)(window * 0.25 * BytesPerToken) : null;

    /// <summary>Characters of an output that the root model is shown: an eighth of its window, and never more than the limit.</summary>
    internal int OutputLimit(int limit) => Root is { } window ? Math.Min(limit, Math.Max(200, (int)(window * 0.125 * BytesPerToken))) : limit;

    /// <summary>Characters of a session's history that the root model is told, with the same share.</summary>
    internal int HistoryLimit(int limit) => OutputLimit(limit);

    internal int? For(ModelRole role) => role switch
    {
        ModelRole.Root => Root,
        ModelRole.Sub => Sub,
        _ => Coder,
    };

    internal static async Task<ModelWindows> AskAsync(ModelPool pool, CancellationToken cancellationToken) => new(
        await OfAsync(pool.Root, cancellationToken).ConfigureAwait(false),
        await OfAsync(pool.Sub, cancellationToken).ConfigureAwait(false),
        await OfAsync(pool.Coder, cancellationToken).ConfigureAwait(false));

    private static async Task<int?> OfAsync(ChatModel? model, CancellationToken cancellationToken) =>
        model is null ? null : await model.ContextWindowAsync(cancellationToken).ConfigureAwait(false);
}
