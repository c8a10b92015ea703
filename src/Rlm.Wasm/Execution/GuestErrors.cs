using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>What an instance was allowed and has used, for the wording of errors.</summary>
internal sealed record GuestUse(ulong Fuel, long MemoryLimit, long MemoryBytes, Deadline Deadline);

/// <summary>The words for everything that can go wrong while an analysis runs. A model reads them: each says what to do.</summary>
internal static class GuestErrors
{
    private const string RunLighter =
        "Look for a loop that does not end and for work that grows with the square of the input (nested loops, " +
        "`remove(0)`, building a String again and again): use one pass with a HashMap or a sorted Vec.";

    public static WasmError FromTrap(WasmtimeException exception, GuestState state, string panic, GuestUse use)
    {
        if (exception.InnerException is DeadlineException)
        {
            return TimedOut(use.Deadline);
        }

        if (exception.InnerException is HostProtocolException protocol)
        {
            return new WasmError(WasmErrorCode.InvalidModule, $"The module was stopped: {protocol.Message}.");
        }

        return (exception as TrapException)?.Type switch
        {
            TrapCode.OutOfFuel => new WasmError(
                WasmErrorCode.OutOfFuel,
                $"The analysis used up its fuel of {use.Fuel:N0} units, about one an instruction. {RunLighter}"),

            // The stack of the guest's own data lies at the bottom of its memory: overflowing it is an access below 0.
            TrapCode.StackOverflow or TrapCode.MemoryOutOfBounds => new WasmError(
                WasmErrorCode.StackOverflow,
                "The stack ran out: a function calls itself too deeply, or holds a very large array. " +
                "Use a loop with a Vec as the stack, and Vec instead of large arrays."),
            TrapCode.Unreachable when panic.Length > 0 => Panicked(panic, state.PanicLine),
            _ when state.Refused > 0 || IsMemoryRefused(exception) => OutOfMemory(state.Refused, use),
            TrapCode.Unreachable => new WasmError(
                WasmErrorCode.Panicked, "The analysis stopped itself without a message (`std::process::abort` or a panic inside a panic)."),
            _ => new WasmError(WasmErrorCode.InvalidModule, $"The module could not be run: {FirstLine(exception.Message)}"),
        };
    }

    public static WasmError TimedOut(Deadline deadline) => new(
        WasmErrorCode.TimedOut, $"The analysis was stopped after {deadline.Elapsed.TotalSeconds:0.0} s, its limit of time. {RunLighter}");

    public static WasmError NoResult(string export) => new(
        WasmErrorCode.InvalidModule, $"The module could not be run: `{export}` left neither a result nor an error.");

    /// <summary>For an <c>Err</c>, as the ones below.</summary>
    public const string NobodyToAsk =
        "there is nobody to ask here: this analysis was started on its own, without models and variables. Compute from its inputs alone.";

    public const string RequestNotUtf8 = "a text given to the host is not UTF-8.";

    public static string TooManyCalls(int limit, int made, uint count) =>
        $"an analysis may call its host {limit:N0} times, each prompt of a batch counted; it made {made:N0} calls and asks for {count:N0} more. " +
        "Ask about groups of lines, or about what a filter leaves.";

    public static string RequestTooLarge(long length) =>
        $"the texts of one call have {length:N0} bytes; the limit is {HostCalls.MaxRequestBytes:N0}. Give parts of them.";

    public static string ReplyTooLarge(long length) =>
        $"the text has {length:N0} bytes; what an analysis reads must be under 2 GiB. Give it as an input, with `merge`.";

    public static WasmError InputTooLarge(string parameter, long length, long limit) => new(
        WasmErrorCode.InputTooLarge,
        $"The input `{parameter}` has {length:N0} bytes and does not fit in the {limit:N0} bytes of memory that the analysis may have " +
        "(and one input must stay under 2 GiB). Add `pub fn merge(parts: &[String]) -> String`: then the first input is cut at " +
        "line ends, `analyze` runs on each chunk, and `merge` joins the results.");

    public static WasmError PartsTooLarge(long limit) => new(
        WasmErrorCode.OutOfMemory,
        $"The results of the chunks do not fit in the {limit:N0} bytes of memory that `merge` may have. Let `analyze` return less: " +
        "counts or the top entries instead of copies of the text.");

    /// <summary>The error of one chunk of several.</summary>
    public static WasmError InChunk(WasmError error, string? place) =>
        place is null ? error : error with { Message = $"{error.Message} (In {place}.)" };

    public static WasmError InputChanged(string parameter) => new(
        WasmErrorCode.InputChanged,
        $"The document behind `{parameter}` changed or vanished while it was read. Load it again.");

    public static WasmError InvalidInput(string parameter, ReadOnlySpan<byte> bytes, long start) => new(
        WasmErrorCode.InvalidUtf8,
        $"The input `{parameter}` is not UTF-8 at byte {start + ValidLength(bytes):N0}. Convert the document, or leave it out.");

    public static WasmError InvalidOutput() => new(
        WasmErrorCode.InvalidUtf8, "The analysis returned bytes that are not UTF-8.");

    public static WasmError OutputTooLarge(long length, long limit) => new(
        WasmErrorCode.OutputTooLarge,
        $"The result has {length:N0} bytes; the limit is {limit:N0}. Return less: counts, the top entries, or the first matches.");

    public static WasmError ReturnedError(string text) => new(
        WasmErrorCode.ReturnedError, $"`analyze` returned an error: {text}")
    { Returned = text };

    private static WasmError Panicked(string message, uint line)
    {
        var place = line > 0 ? $" at line {line}" : string.Empty;
        var advice = message.Contains("with overflow", StringComparison.Ordinal)
            ? " `usize` and `i32` have 32 bits here: use u64 or i64 for sums and products."
            : string.Empty;
        return new WasmError(WasmErrorCode.Panicked, $"The analysis panicked{place}: {message}.{advice}")
        {
            Line = line > 0 ? (int)line : null,
        };
    }

    private static WasmError OutOfMemory(uint refused, GuestUse use) => use.MemoryBytes == 0
        ? new(WasmErrorCode.OutOfMemory, $"The module itself needs more than the {use.MemoryLimit:N0} bytes of memory that it may have; 2 MiB is enough for most.")
        : new(
        WasmErrorCode.OutOfMemory,
        $"The analysis held {use.MemoryBytes:N0} bytes and asked for {refused:N0} more; its limit is {use.MemoryLimit:N0}. " +
        "Keep &str slices or counts instead of copies, collect less, or let it run on chunks, with `merge`.");

    private static bool IsMemoryRefused(WasmtimeException exception) =>
        exception.Message.Contains("memory minimum size", StringComparison.Ordinal);

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var low = 0;
        while (low < bytes.Length)
        {
            if (System.Text.Rune.DecodeFromUtf8(bytes[low..], out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return low;
            }

            low += consumed;
        }

        return low;
    }
}
