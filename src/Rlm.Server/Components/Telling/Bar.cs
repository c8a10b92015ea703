namespace Rlm.Server.Components.Telling;

/// <summary>A stretch of time in the timeline.</summary>
/// <param name="Kind">What the time went into.</param>
/// <param name="StartMs">From the beginning of the run.</param>
/// <param name="Milliseconds">How long.</param>
public readonly record struct Bar(BarKind Kind, double StartMs, double Milliseconds);

/// <summary>What time went into.</summary>
public enum BarKind
{
    /// <summary>Waiting for a model.</summary>
    Model,

    /// <summary>Compiling an analysis.</summary>
    Compile,

    /// <summary>Running an analysis.</summary>
    Run,

    /// <summary>Other commands.</summary>
    Other,
}
