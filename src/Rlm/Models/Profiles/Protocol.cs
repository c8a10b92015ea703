namespace Rlm.Models.Profiles;

/// <summary>How a model writes its commands.</summary>
public enum Protocol
{
    /// <summary>Not said: whoever runs the model decides.</summary>
    Auto,

    /// <summary>As text: JSON objects and fenced code.</summary>
    Fenced,

    /// <summary>As native tool calls.</summary>
    Tools,
}
