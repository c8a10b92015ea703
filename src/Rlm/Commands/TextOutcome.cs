using Rlm.Documents;

namespace Rlm.Commands;

/// <summary>An outcome whose value is a text of any size: only as much of it is read as will be shown.</summary>
internal static class TextOutcome
{
    /// <summary>Most UTF-8 bytes of a character, and room on both sides of what is left out.</summary>
    private const int BytesPerCharacter = 4;

    public static CommandOutcome Of(Text value, CommandContext context, string? head = null)
    {
        var wanted = context.OutputLimit * BytesPerCharacter;
        if (value.Length <= 2L * wanted)
        {
            return CommandOutcome.Done(head + (value.Length == 0 ? "(empty)" : value.ReadUtf8String()), value);
        }

        // Each end alone is as long as what is shown of both, so that cutting them hides the seam.
        var first = TextSlices.Slice(value, 0, context.OutputLimit).ReadUtf8String();
        var last = TextSlices.Slice(value, -context.OutputLimit).ReadUtf8String();
        return CommandOutcome.Done(head + first + last, value) with { EndsOf = value.Length };
    }
}
