namespace Rlm.Wasm.Processes;

/// <summary>Which part of an output is kept when it is longer than <see cref="ProcessRequest.MaxOutputBytes"/>.</summary>
internal enum OutputKeep
{
    /// <summary>The beginning; what a program reads by machine.</summary>
    Head,

    /// <summary>The end; where a tool says why it failed.</summary>
    Tail,
}

/// <summary>One run of a tool.</summary>
internal sealed record ProcessRequest
{
    /// <summary>An absolute path, or a name that is searched in the <c>PATH</c> of <see cref="Environment"/>.</summary>
    public required string FileName { get; init; }

    /// <summary>One element an argument; nothing is quoted or split.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>An existing folder; null is the folder of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The whole environment of the tool: nothing is inherited. See <see cref="ToolEnvironment"/>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Time after which the tool and all its children are killed; must be positive, or infinite.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How many bytes of each of the two outputs are kept. The rest is read and thrown away.</summary>
    public int MaxOutputBytes { get; init; } = 1 << 20;

    /// <summary>Whether a tool that says more than <see cref="MaxOutputBytes"/> on one output is ended at once.</summary>
    public bool EndAtMaxOutput { get; init; }

    /// <summary>Which part is kept of an output that is longer.</summary>
    public OutputKeep Keep { get; init; } = OutputKeep.Head;

    /// <summary>Called with every line of either output as it comes, from several threads; null: nobody listens.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>What the tool reads on its standard input, which is closed after it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }
}
