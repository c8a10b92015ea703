namespace Rlm.Models;

/// <summary>Why a model gave no answer.</summary>
public enum ModelErrorCode
{
    /// <summary>No model is configured and none was found.</summary>
    NotConfigured,

    /// <summary>Nobody answers at the address.</summary>
    Unreachable,

    /// <summary>The key is missing, wrong, or may not use this model.</summary>
    Unauthorized,

    /// <summary>The provider asks to slow down, also after retries.</summary>
    RateLimited,

    /// <summary>The provider failed, also after retries.</summary>
    ProviderFailed,

    /// <summary>The provider refused the request.</summary>
    Refused,

    /// <summary>No byte came for the time that silence may last.</summary>
    TimedOut,

    /// <summary>What came back is not a chat completion, is empty, or is larger than any answer.</summary>
    BadAnswer,

    /// <summary>A recording has no further completion.</summary>
    RecordingEnded,

    /// <summary>The address is not on this machine, and only local models were allowed.</summary>
    NotLocal,
}
