namespace Rlm.Wasm.Caching;

/// <summary>What a look at an entry on disk found.</summary>
internal enum EntryState
{
    /// <summary>No entry of that name.</summary>
    Missing,

    /// <summary>Whole and ours.</summary>
    Whole,

    /// <summary>Not whole, not ours, or no file at all: it was removed and counted.</summary>
    Refused,

    /// <summary>The disk would not give it. It is left as it is.</summary>
    Unreadable,
}
