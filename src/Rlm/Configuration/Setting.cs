namespace Rlm.Configuration;

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

    /// <summary>Whether only the service has a use for it.</summary>
    public bool IsOfServer => Key.StartsWith("server.", StringComparison.Ordinal);

    /// <summary>
    /// How far the setting reaches as it stands, for a file that is not trusted: such a file may only bring this down.
    /// Null: it may not set it at all. So what is new is forbidden until somebody says otherwise.
    /// </summary>
    public Func<Settings, double>? Reach { get; init; }

    /// <summary>Why a file that is not trusted may not set this value, or null when it may, or when the value is none.</summary>
    public string? RefusalOf(string value, Settings settings)
    {
        if (Reach is null)
        {
            return "cannot be set by a file that is not trusted";
        }

        var wanted = new Settings();
        return Apply(wanted, value) is null && !(Reach(wanted) <= Reach(settings))
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"= {value} is less strict than what holds without it, and a file that is not trusted may only make limits stricter")
            : null;
    }
}
