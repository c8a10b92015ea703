using AngleSharp.Html.Parser.Tokens;

namespace Rlm.Documents.Formats;

/// <summary>What tags mean for the text.</summary>
internal static class HtmlTags
{
    /// <summary>Whether nobody sees what is in the element.</summary>
    public static bool IsUnseen(HtmlTagToken tag) => tag.Name switch
    {
        "script" or "style" or "template" or "noscript" or "iframe" or "object" or "svg" or "math" or "noembed" or "noframes" or
            "canvas" or "audio" or "video" or "datalist" => true,

        // Only where the end must be written: to miss it would leave out the rest of the page.
        "div" or "span" or "section" or "article" or "aside" or "nav" or "a" or "form" or "table" or "ul" or "ol" or "b" or "i" or "strong" or "em" =>
            tag.GetAttribute("hidden") is not (null or "") || HasHidden(tag) || IsHiddenByStyle(tag.GetAttribute("style")),
        _ => false,
    };

    /// <summary>How many line ends stand around an element: 2 make an empty line.</summary>
    public static int Breaks(string name) => name switch
    {
        "p" or "blockquote" or "figure" or "fieldset" or "dl" or "details" => 2,
        "div" or "section" or "article" or "aside" or "nav" or "header" or "footer" or "main" or "address" or "form" or "dt" or
            "dd" or "hr" or "option" or "select" or "figcaption" or "caption" or "legend" or "summary" or "center" or "body" or
            "html" or "head" or "hgroup" or "search" or "li" or "optgroup" => 1,
        _ => 0,
    };

    /// <summary>Where a link leads, or null when that says nothing.</summary>
    public static string? Target(HtmlTagToken tag)
    {
        var target = tag.GetAttribute("href")?.Trim();
        return string.IsNullOrEmpty(target) || target[0] == '#' ||
            target.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) ||
            target.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? null
            : target;
    }

    private static bool HasHidden(HtmlTagToken tag) => tag.Attributes.Exists(attribute => attribute.Name == "hidden");

    private static bool IsHiddenByStyle(string? style) => !string.IsNullOrEmpty(style) &&
        style.Replace(" ", string.Empty, StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
}
