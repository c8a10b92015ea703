namespace Rlm.Documents;

/// <summary>A document's bytes are no longer there: its file shrank, was replaced or vanished after it was loaded.</summary>
/// <remarks>Thrown by what reads a <see cref="Text"/> as a stream; who executes a command turns it into that command's error.</remarks>
public sealed class DocumentChangedException : IOException
{
    /// <summary>Names the document.</summary>
    /// <param name="name">Name of the document, or null when it is not known.</param>
    public DocumentChangedException(string? name)
        : base($"{(name is null ? "A document" : $"The document '{name}'")} changed while it was being read: its file " +
               "became shorter, was replaced or is gone. Start again to read it as it is now, or read a copy of it.") =>
        Name = name;

    /// <summary>Name of the document, or null when it is not known.</summary>
    public string? Name { get; }
}
