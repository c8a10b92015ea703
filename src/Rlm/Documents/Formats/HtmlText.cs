using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Rlm.Documents.Formats;

/// <summary>Writes what a reader of a page sees, from its tokens.</summary>
/// <remarks>
/// No tree is built: building one takes time with the square of the depth of the tags and space with their number, and
/// walking one recurses. What is open is known only as far as the text needs it.
/// </remarks>
internal sealed class HtmlText : IDisposable
{
    private const int TokensBetweenChecks = 1_000;
    private readonly FlowText _flow;
    private readonly Conversion _to;
    private readonly HtmlTokenizer _tokens;
    private readonly bool _isXml;
    private readonly HtmlLists _lists = new();
    private readonly Stack<string?> _links = new();
    private string? _skipped;
    private int _skippedDepth;
    private bool _inTitle;
    private bool _hasTitle;

    private HtmlText(string html, Conversion to)
    {
        (_to, _flow) = (to, new(to));
        _isXml = html.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
        _tokens = new(new TextSource(new StringTextSource(html)), HtmlEntityProvider.ResolverExtended)
        {
            SkipComments = true,
            DisableElementPositionTracking = true,
        };
    }

    public static void Write(string html, Conversion to)
    {
        using var text = new HtmlText(html, to);
        text.Run();
    }

    public void Dispose() => _tokens.Dispose();

    private void Run()
    {
        for (var count = 1; ; count++)
        {
            if (count % TokensBetweenChecks == 0)
            {
                _to.Check();
            }

            var token = _tokens.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    _flow.End();
                    return;
                case HtmlTokenType.Character when _skipped is null && (!_inTitle || !_hasTitle):
                    _flow.Text(token.Data);
                    break;
                case HtmlTokenType.StartTag:
                    Start(token.AsTag());
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
            }
        }
    }

    private void Start(HtmlTagToken tag)
    {
        var closed = tag.IsSelfClosing && (_isXml || tag.Name is "svg" or "math");
        if (!closed)
        {
            // What follows is no markup until the end tag; the tokenizer has to be told, as a tree would tell it.
            _tokens.State = tag.Name switch
            {
                "title" or "textarea" => HtmlParseMode.RCData,
                "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
                "script" => HtmlParseMode.Script,
                "plaintext" => HtmlParseMode.Plaintext,
                _ => HtmlParseMode.PCData,
            };
        }

        if (_skipped is not null)
        {
            _skippedDepth += tag.Name == _skipped && !closed ? 1 : 0;
            return;
        }

        if (HtmlTags.IsUnseen(tag))
        {
            (_skipped, _skippedDepth) = closed ? (null, 0) : (tag.Name, 1);
            return;
        }

        Open(tag);
        if (closed)
        {
            End(tag.Name);
        }
    }

    private void Open(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "title":
                _inTitle = true;
                break;
            case "br":
                _flow.Break(1);
                break;
            case "a":
                _links.Push(HtmlTags.Target(tag));
                _flow.BeginLink();
                break;
            case "pre" or "textarea" or "xmp" or "plaintext":
                _flow.Break(2);
                _flow.Keep(true);
                break;
            case "ul" or "ol" or "menu" or "dir":
                _flow.Break(_lists.Depth == 0 ? 2 : 1);
                _lists.Open(tag.Name == "ol" ? tag.GetAttribute("start") ?? "1" : null);
                break;
            case "li":
                _flow.Break(1);
                _flow.Mark(_lists.Next());
                break;
            case "table":
                _flow.OpenTable();
                break;
            case "tr":
                _flow.OpenRow();
                break;
            case "td" or "th":
                _flow.OpenCell();
                break;
            case ['h', >= '1' and <= '6' and var level]:
                _flow.Break(2);
                _flow.Mark(new string('#', level - '0') + " ");
                break;
            default:
                _flow.Break(HtmlTags.Breaks(tag.Name));
                break;
        }
    }

    private void End(string name)
    {
        if (_skipped is not null)
        {
            if (name == _skipped && --_skippedDepth == 0)
            {
                _skipped = null;
            }

            return;
        }

        switch (name)
        {
            case "title":
                _hasTitle |= _inTitle;
                _inTitle = false;
                _flow.Break(2);
                break;
            case "a":
                if (_links.TryPop(out var target))
                {
                    _flow.EndLink(target);
                }

                break;
            case "pre" or "textarea" or "xmp" or "plaintext":
                _flow.Keep(false);
                _flow.Break(2);
                break;
            case "ul" or "ol" or "menu" or "dir":
                _lists.Close();
                _flow.Break(_lists.Depth == 0 ? 2 : 1);
                break;
            case "table":
                _flow.CloseTable();
                break;
            case "tr":
                _flow.CloseRow();
                break;
            case "td" or "th":
                break;
            case ['h', >= '1' and <= '6']:
                _flow.Break(2);
                break;
            default:
                _flow.Break(HtmlTags.Breaks(name));
                break;
        }
    }
}
