using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>The words for everything that can go wrong with hand-written WebAssembly. A model reads them: each says what to do.</summary>
internal static class WatErrors
{
    private const string Form =
        "Write it like this: (module (memory (export \"memory\") 1) (func (export \"analyze\") (param $text i32) (param $length i32) (result i64) …))";

    private const int MaxReasonCharacters = 600;

    public static WasmError TooLong(int characters) => new(
        WasmErrorCode.InvalidSource, $"The WAT has {characters:N0} characters; the limit is {WatModule.MaxCharacters:N0}.");

    public static WasmError Unreadable(string why) => new(
        WasmErrorCode.CompilationFailed,
        $"The WAT is not a valid module: {(why.Length > MaxReasonCharacters ? why[..MaxReasonCharacters] + " …" : why).Trim()}");

    public static WasmError Refused(string why) => new(WasmErrorCode.InvalidModule, $"The module was refused: {why}. {Form}");

    public static WasmError InputTooLarge(long length, long memory, long limit) => new(
        WasmErrorCode.InputTooLarge,
        $"Memory could not be grown by the {length:N0} bytes of the text: it has {memory:N0} and may have {limit:N0}. " +
        "Give the memory no maximum, or take a smaller text with `on`.");

    public static WasmError InputChanged() => new(
        WasmErrorCode.InputChanged, "The document changed or vanished while it was read. Load it again.");

    public static WasmError InputNotUtf8() => new(
        WasmErrorCode.InvalidUtf8, "The text is not UTF-8. Convert the document, or leave it out.");

    public static WasmError OutputTooLarge(uint length, long limit) => new(
        WasmErrorCode.OutputTooLarge, $"The returned text has {length:N0} bytes; the limit is {limit:N0}.");

    public static WasmError OutputOutside(uint address, uint length, long memory) => new(
        WasmErrorCode.Trapped,
        $"The returned text, {length:N0} bytes at {address:N0}, does not lie in the memory of {memory:N0} bytes. Return its address first, then its length.");

    public static WasmError OutputNotUtf8() => new(
        WasmErrorCode.InvalidUtf8, "The returned bytes are not UTF-8. Return the address first, then the length.");

    /// <summary>What ended a module, or kept it from beginning.</summary>
    /// <param name="exception">What the runtime said.</param>
    /// <param name="use">What was allowed and used.</param>
    /// <param name="text">Where the text lies; nowhere before it was written.</param>
    public static WasmError FromTrap(WasmtimeException exception, GuestUse use, GuestText? text)
    {
        if (exception.InnerException is DeadlineException)
        {
            return new WasmError(
                WasmErrorCode.TimedOut,
                $"The module was stopped after {use.Deadline.Elapsed.TotalSeconds:0.0} s, its limit of time. Look for a loop that does not end.");
        }

        return (exception as TrapException)?.Type switch
        {
            TrapCode.OutOfFuel => new WasmError(
                WasmErrorCode.OutOfFuel,
                $"The module used up its fuel of {use.Fuel:N0} units, about one an instruction. Look for a loop that does not end."),
            TrapCode.StackOverflow => new WasmError(
                WasmErrorCode.StackOverflow, "The stack ran out: a function calls itself too deeply. Use a loop."),
            TrapCode.MemoryOutOfBounds => Trapped($"it read or wrote outside of its memory of {use.MemoryBytes:N0} bytes{Place(text)}"),
            TrapCode.TableOutOfBounds => Trapped("it used an element that its table does not have"),
            TrapCode.IndirectCallToNull => Trapped("it called an empty element of a table"),
            TrapCode.BadSignature => Trapped("it called a function through a table by another type"),
            TrapCode.IntegerDivisionByZero => Trapped("it divided by zero"),
            TrapCode.IntegerOverflow => Trapped("a division overflowed"),
            TrapCode.BadConversionToInteger => Trapped("a number that is no integer, or too large, was made one; i32.trunc_sat_f64_s and its like do not trap"),
            TrapCode.Unreachable => Trapped("it executed `unreachable`"),
            null when Limit(exception.Message, use) is { } limit => limit,
            _ => Trapped(exception.Message.Split('\n', 2)[0]),
        };
    }

    // These have no code of their own.
    private static WasmError? Limit(string message, GuestUse use) =>
        message.Contains("memory minimum size", StringComparison.Ordinal)
            ? new WasmError(WasmErrorCode.OutOfMemory, $"The module itself needs more than the {use.MemoryLimit:N0} bytes of memory that it may have. Declare one page; the text gets room of its own.")
        : message.Contains("table", StringComparison.Ordinal)
            ? new WasmError(WasmErrorCode.OutOfMemory, $"The module needs more tables than it may have: 4 with up to {WatInstance.MaxTableElements:N0} elements.")
        : null;

    private static string Place(GuestText? text) =>
        text is { } place ? $" (the text lies at {place.Address:N0} up to {(ulong)place.Address + place.Length:N0})" : string.Empty;

    private static WasmError Trapped(string what) => new(WasmErrorCode.Trapped, $"The module was ended: {what}.");
}
