namespace Rlm.Cli.Configuration;

/// <summary>One thing that can be set, in all the places where it can be set.</summary>
/// <param name="Key">Its key in a configuration file, such as <c>wasm.fuel_limit</c>.</param>
/// <param name="Environment">Its environment variable.</param>
/// <param name="Kind">What its value is, for people.</param>
/// <param name="Default">What holds when nobody sets it, for people.</param>
/// <param name="Description">What it means.</param>
/// <param name="Apply">Takes a value over; gives back what is wrong with it, or null.</param>
internal sealed record Setting(
    string Key, string Environment, string Kind, string Default, string Description, Func<Settings, string, string?> Apply)
{
    /// <summary>The flag of the command line, or null.</summary>
    public string? Flag { get; init; }

    /// <summary>
    /// Whether a file in the working folder may not set it: that file may come with a stranger's checkout.
    /// </summary>
    public bool Restricted { get; init; }
}
