using System.Text;

namespace Rlm.Wasm.Processes;

/// <summary>How a tool ended.</summary>
internal sealed record ProcessResult
{
    /// <summary>Why the tool could not be started (it is missing, or may not be executed), or null when it ran.</summary>
    public string? StartError { get; init; }

    /// <summary>Its exit status; 128 + the signal's number when a signal ended it, -1 when it never ran.</summary>
    public int ExitCode { get; init; } = -1;

    /// <summary>Whether it was killed at its time limit.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether it was killed because it said too much.</summary>
    public bool Flooded { get; init; }

    /// <summary>Whether either output was longer than what was kept.</summary>
    public bool OutputTruncated { get; init; }

    /// <summary>Standard output, at most <see cref="ProcessRequest.MaxOutputBytes"/>.</summary>
    public ReadOnlyMemory<byte> OutputBytes { get; init; }

    /// <summary>Standard error, at most <see cref="ProcessRequest.MaxOutputBytes"/>.</summary>
    public ReadOnlyMemory<byte> ErrorBytes { get; init; }

    /// <summary>Time from the start to the end.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether it ran to its end and reported success.</summary>
    public bool Succeeded => StartError is null && !TimedOut && !Flooded && ExitCode == 0;

    /// <summary><see cref="OutputBytes"/> as text.</summary>
    public string Output => Encoding.UTF8.GetString(OutputBytes.Span);

    /// <summary><see cref="ErrorBytes"/> as text.</summary>
    public string ErrorOutput => Encoding.UTF8.GetString(ErrorBytes.Span);

    /// <summary>One line: how it ended.</summary>
    public string Ending => StartError
        ?? (TimedOut ? $"was ended at its time limit, after {Elapsed.TotalSeconds:0} s"
            : Flooded ? "was ended because its output had no end"
            : $"exit status {ExitCode}");

    private const int MaxTail = 2_000;

    /// <summary>The last lines of what it said, standard error first choice, without a final newline; at most 2,000 characters.</summary>
    public string Tail(int lines = 20)
    {
        var text = ErrorOutput.TrimEnd();
        if (text.Length == 0)
        {
            text = Output.TrimEnd();
        }

        var start = text.Length;
        for (var i = 0; i < lines && start > 0; i++)
        {
            start = text.LastIndexOf('\n', start - 1);
        }

        text = start <= 0 ? text : text[(start + 1)..];
        return text.Length <= MaxTail ? text : "… " + text[^MaxTail..];
    }
}
