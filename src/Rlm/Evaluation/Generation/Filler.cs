namespace Rlm.Evaluation.Generation;

/// <summary>Sentences that say nothing, put together from lists of words.</summary>
internal static class Filler
{
    private static readonly string[] Adjectives =
        "quiet narrow early grey wooden patient distant ordinary heavy gentle crowded pale steady forgotten bright hollow careful late broad simple".Split(' ');

    private static readonly string[] Nouns =
        "harbour teacher garden engine river letter bakery window traveller bridge orchard neighbour lantern market ladder village painter kettle meadow railway".Split(' ');

    private static readonly string[] Verbs =
        "watched followed repaired remembered crossed carried described measured answered visited covered borrowed painted noticed surrounded reached left circled kept changed".Split(' ');

    private static readonly string[] Places =
        ["near the old mill", "behind the station", "along the coast", "under a low sky", "at the end of the street", "before the first snow", "after the long meeting",
            "beside the canal", "on the upper floor", "without a word", "in the cold morning", "for most of the summer"];

    private static readonly string[] Openings =
        ["Later", "In the evening", "As usual", "Some weeks before", "By then", "Now and again", "To nobody's surprise", "On the way home"];

    public static string Sentence(SplitMix64 random)
    {
        var (a, b) = (random.Pick(Adjectives), random.Pick(Nouns));
        var (verb, c) = (random.Pick(Verbs), random.Pick(Nouns));
        return random.Below(3) switch
        {
            0 => $"The {a} {b} {verb} the {c}.",
            1 => $"{random.Pick(Openings)}, the {b} {verb} the {a} {c}.",
            _ => $"The {a} {b} {verb} the {c} {random.Pick(Places)}.",
        };
    }

    public static string Line(SplitMix64 random) => $"{Sentence(random)} {Sentence(random)}";

    /// <summary>A sentence between two that say nothing.</summary>
    public static string Around(string sentence, SplitMix64 random) => $"{Sentence(random)} {sentence} {Sentence(random)}";
}
