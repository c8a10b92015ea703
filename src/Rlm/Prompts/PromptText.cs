using System.Reflection;

namespace Rlm.Prompts;

/// <summary>The embedded texts of this folder, by file name without ending.</summary>
internal static class PromptText
{
    private static readonly Assembly Assembly = typeof(PromptText).Assembly;

    public static string Read(string name)
    {
        using var stream = Assembly.GetManifestResourceStream($"prompts/{name}.md")
            ?? throw new ArgumentException($"There is no embedded prompt {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
