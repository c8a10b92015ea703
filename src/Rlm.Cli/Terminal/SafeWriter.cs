using System.Text;

namespace Rlm.Cli.Terminal;

/// <summary>
/// A terminal that nothing can steer: whatever is written passes <see cref="TerminalText.Clean"/>. The last of several
/// layers, and the one that no new line of code can forget.
/// </summary>
/// <param name="terminal">The terminal's own writer; whoever draws colours writes to it.</param>
internal sealed class SafeWriter(TextWriter terminal) : TextWriter
{
    /// <summary>What is behind it.</summary>
    public TextWriter Terminal => terminal;

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>A writer for a standard stream: as it is where that goes to a file or a pipe, which get the exact bytes.</summary>
    public static TextWriter For(TextWriter stream, bool isRedirected) => isRedirected ? stream : new SafeWriter(stream);

    public override void Write(char value) => terminal.Write(TerminalText.Clean(value.ToString()));

    public override void Write(string? value) => terminal.Write(TerminalText.Clean(value ?? string.Empty));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => terminal.WriteLine();

    public override void WriteLine(string? value) => terminal.WriteLine(TerminalText.Clean(value ?? string.Empty));

    public override void Flush() => terminal.Flush();
}
