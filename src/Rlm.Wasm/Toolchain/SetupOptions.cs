namespace Rlm.Wasm.Toolchain;

/// <summary>How to set up.</summary>
public sealed record SetupOptions
{
    /// <summary>A folder that holds the <c>.deb</c> files; then no network is used. Null: they are downloaded.</summary>
    public string? From { get; init; }

    /// <summary>A folder that gets a copy of the downloaded <c>.deb</c> files, for <see cref="From"/> elsewhere. Null: none.</summary>
    public string? SaveTo { get; init; }

    /// <summary>Set up anew although a complete toolchain is there.</summary>
    public bool Force { get; init; }
}
