namespace Rlm.Bench.Corpora;

/// <summary>Who appears in the generated texts.</summary>
internal static class People
{
    public const int Count = 10_000;

    public static IReadOnlyList<string> Names { get; } =
    [
        "anna", "bjørn", "chloé", "david", "émile", "françois", "greta", "hannah", "ivan", "jürgen", "kemal", "łukasz",
        "maría", "nora", "ömer", "pavel", "quentin", "renée", "sören", "tomáš", "ursula", "viktor", "wanda", "zoë",
    ];

    public static IReadOnlyList<string> Countries { get; } =
        ["AT", "BE", "BR", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "IN", "IT", "JP", "NL", "NO", "PL", "PT", "SE", "TR", "US"];

    public static string Id(int number) => $"u{number:00000}";

    /// <summary>Plain letters, as most addresses have.</summary>
    public static string Email(Dice dice) =>
        $"{dice.Of(Mailboxes)}{dice.Below(400)}@{dice.Of(Hosts)}";

    private static IReadOnlyList<string> Mailboxes { get; } = ["anna.berg", "info", "j.doe", "sales+eu", "m_ueller", "support", "kim-lee", "office"];

    private static IReadOnlyList<string> Hosts { get; } =
        ["example.org", "example.com", "mail.example.net", "kunde.example.de", "shop.example.co.uk", "post.example.fr"];
}
