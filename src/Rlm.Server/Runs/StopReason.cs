namespace Rlm.Server.Runs;

/// <summary>Why a run was stopped before its end.</summary>
internal enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Somebody asked for it.</summary>
    Cancelled,

    /// <summary>Who asked has gone.</summary>
    Abandoned,

    /// <summary>The service stops; it goes on at the next start.</summary>
    Parked,
}
