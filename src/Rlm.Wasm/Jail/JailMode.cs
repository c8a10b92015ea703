namespace Rlm.Wasm.Jail;

/// <summary>Whether rustc, which reads what a model wrote, may be started outside of a jail.</summary>
public enum JailMode
{
    /// <summary>The strongest jail that works here; where none does, nothing is compiled. The default.</summary>
    Required,

    /// <summary>
    /// No jail: rustc runs with the user's rights, and only the validation of sources keeps it from the user's files.
    /// For systems without a jail, by the explicit word of whoever owns the machine.
    /// </summary>
    None,
}
