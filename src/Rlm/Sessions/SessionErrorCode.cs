namespace Rlm.Sessions;

/// <summary>Why a session cannot be used.</summary>
public enum SessionErrorCode
{
    /// <summary>The name is not one that a session can have.</summary>
    InvalidName,

    /// <summary>There is no session of this name.</summary>
    NotFound,

    /// <summary>Another process, or another run of this one, is at it.</summary>
    InUse,

    /// <summary>The session is not where the run left it: questions were asked since, or it is another one of the same name.</summary>
    MovedOn,

    /// <summary>A text that the run was begun with is no longer kept.</summary>
    TextGone,

    /// <summary>Its files cannot be read or written.</summary>
    Storage,
}
