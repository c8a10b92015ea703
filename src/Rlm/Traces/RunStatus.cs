using System.Text.Json.Serialization;

namespace Rlm.Traces;

/// <summary>How far a run has come, as its trace says.</summary>
public enum RunStatus
{
    /// <summary>It has an answer.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>It ended with an error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was stopped, or its process was; it can be resumed.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>A process is at it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Its trace cannot be read.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,
}
