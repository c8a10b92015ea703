using Microsoft.AspNetCore.Components;
using Rlm.Highlighting;
using Rlm.Wasm.Compilation;

namespace Rlm.Server.Components.Looking;

/// <summary>Rust with its colours, and what is wrong with it on its lines.</summary>
public sealed partial class RustCode
{
    private string? _shown;

    /// <summary>The source.</summary>
    [Parameter]
    [EditorRequired]
    public required string Code { get; set; }

    /// <summary>The source before it was mended, to mark what is new; or null.</summary>
    [Parameter]
    public string? Before { get; set; }

    /// <summary>What is wrong with it.</summary>
    [Parameter]
    public IReadOnlyList<Diagnostic> Diagnostics { get; set; } = [];

    /// <summary>What it is called for those who cannot see it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Label { get; set; }

    private IReadOnlyList<IReadOnlyList<RustSpan>> Lines { get; set; } = [];

    private IReadOnlySet<int> New { get; set; } = new HashSet<int>();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Code))
        {
            return;
        }

        _shown = Code;
        var code = TerminalText.Clean(Code.TrimEnd());
        Lines = RustSpans.Lines(code);
        New = Before is null ? new HashSet<int>() : NewLines.Of(TerminalText.Clean(Before.TrimEnd()), code);
    }

    private string? ClassOf(int index, bool isWrong) => isWrong ? "wrong" : New.Contains(index) ? "new" : null;

    private static string ClassOf(RustSpanKind kind) => kind switch
    {
        RustSpanKind.Keyword => "r-k",
        RustSpanKind.Type => "r-t",
        RustSpanKind.Function => "r-f",
        RustSpanKind.Macro => "r-m",
        RustSpanKind.Text => "r-s",
        RustSpanKind.Number => "r-n",
        RustSpanKind.Comment => "r-c",
        _ => "r-l",
    };

    private static string LevelOf(Diagnostic diagnostic) =>
        (diagnostic.Level == DiagnosticLevel.Warning ? "warning" : "error") + (diagnostic.Code is { } code ? $"[{code}]:" : ":");
}
