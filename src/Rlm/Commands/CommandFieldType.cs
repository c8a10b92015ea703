namespace Rlm.Commands;

/// <summary>What the value of a command's field is.</summary>
public enum CommandFieldType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>Texts by name.</summary>
    TextsByName,

    /// <summary>An object of any fields.</summary>
    Fields,
}
