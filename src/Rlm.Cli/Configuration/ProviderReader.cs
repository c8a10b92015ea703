using System.Globalization;
using Rlm.Models;

namespace Rlm.Cli.Configuration;

/// <summary>From the fields of a <c>[[providers]]</c> table, or from the short form, to provider options.</summary>
internal static class ProviderReader
{
    public static readonly IReadOnlyList<string> Keys =
        ["provider_type", "base_url", "model", "role", "api_key_env", "price_prompt", "price_completion", "silence_timeout_secs"];

    /// <summary>Reads a table; problems are added to the list.</summary>
    public static ProviderOptions? Read(IReadOnlyDictionary<string, string> fields, string place, List<string> problems)
    {
        foreach (var unknown in fields.Keys.Where(k => !Keys.Contains(k)))
        {
            problems.Add($"{place}: providers has no key {unknown}; it has {string.Join(", ", Keys)}");
        }

        if (!fields.TryGetValue("model", out var model) || model.Length == 0)
        {
            problems.Add($"{place}: a provider needs a model");
            return null;
        }

        return new ProviderOptions
        {
            Model = model,
            ProviderType = TypeOf(fields.GetValueOrDefault("provider_type", "openai"), place, problems),
            Role = RoleOf(fields.GetValueOrDefault("role", "both"), place, problems),
            BaseUrl = fields.GetValueOrDefault("base_url"),
            ApiKeyEnv = fields.GetValueOrDefault("api_key_env"),
            PricePrompt = Price(fields, "price_prompt", place, problems),
            PriceCompletion = Price(fields, "price_completion", place, problems),
            SilenceTimeout = Silence(fields, place, problems) ?? new ProviderOptions { Model = model }.SilenceTimeout,
            AllowWellKnownKey = fields.ContainsKey("base_url"),
        };
    }

    /// <summary>The short form of <c>--model</c> and <c>--base-url</c>.</summary>
    public static ProviderOptions FromShortForm(Settings settings)
    {
        var model = settings.Model!;
        var colon = model.IndexOf(':', StringComparison.Ordinal);
        var type = colon > 0 ? model[..colon] : string.Empty;
        return type switch
        {
            // The part after the colon of an Ollama name is a tag, so only known types count.
            "recorded" => new ProviderOptions { ProviderType = ProviderType.Recorded, Model = "recorded", BaseUrl = model[(colon + 1)..] },
            "openai" or "deepseek" or "litellm" => OpenAI(model[(colon + 1)..], settings),
            "ollama" or "anthropic" or "azure" => throw new ModelException(
                ModelErrorCode.NotConfigured,
                $"{type} is not spoken to by its own interface yet. Use its OpenAI-compatible one: --model openai:{model[(colon + 1)..]} --base-url URL (Ollama: http://127.0.0.1:11434/v1)."),
            _ => OpenAI(model, settings),
        };
    }

    private static ProviderOptions OpenAI(string model, Settings settings) =>
        new() { Model = model, BaseUrl = settings.BaseUrl, AllowWellKnownKey = settings.BaseUrlIsNamed };

    private static ProviderType TypeOf(string text, string place, List<string> problems)
    {
        switch (text.ToLowerInvariant())
        {
            case "openai" or "deepseek" or "litellm":
                return ProviderType.OpenAI;
            case "recorded":
                return ProviderType.Recorded;
            default:
                problems.Add($"{place}: provider_type is openai or recorded, not {text}");
                return ProviderType.OpenAI;
        }
    }

    private static ModelRole RoleOf(string text, string place, List<string> problems)
    {
        switch (text.ToLowerInvariant())
        {
            case "root":
                return ModelRole.Root;
            case "sub":
                return ModelRole.Sub;
            case "both":
                return ModelRole.Both;
            default:
                problems.Add($"{place}: role is root, sub or both, not {text}");
                return ModelRole.None;
        }
    }

    private static TimeSpan? Silence(IReadOnlyDictionary<string, string> fields, string place, List<string> problems)
    {
        const string key = "silence_timeout_secs";
        if (Price(fields, key, place, problems) is not { } seconds)
        {
            return null;
        }

        if (seconds is >= 1 and <= 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        problems.Add($"{place}: {key} lies between 1 and 86,400");
        return null;
    }

    private static double? Price(IReadOnlyDictionary<string, string> fields, string key, string place, List<string> problems)
    {
        if (!fields.TryGetValue(key, out var text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && double.IsFinite(value))
        {
            return value;
        }

        problems.Add($"{place}: {key} is a number of 0 or more, not {text}");
        return null;
    }
}
