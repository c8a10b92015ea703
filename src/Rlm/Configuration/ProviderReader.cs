using Rlm.Models;

namespace Rlm.Configuration;

/// <summary>From a <c>[[providers]]</c> table, or from the short form, to provider options.</summary>
internal static class ProviderReader
{
    /// <summary>Reads a table; problems are added to the list, each with its place.</summary>
    public static ProviderOptions? Read(ProviderTable table, List<string> problems)
    {
        var draft = new ProviderDraft();
        foreach (var (name, value) in table.Values)
        {
            if (ProviderKeys.All.FirstOrDefault(k => k.Name == name) is not { } key)
            {
                problems.Add($"{value.Place}: providers has no key {name}; it has {string.Join(", ", ProviderKeys.All.Select(k => k.Name))}");
            }
            else if (key.Apply(draft, value) is { } problem)
            {
                problems.Add($"{value.Place}: {name} {problem}");
            }
        }

        if (draft.Options is { ApiKeyEnv: not null, ApiKeyCommand: not null })
        {
            problems.Add($"{table.Place}: a provider has api_key_env or api_key_command, not both");
        }

        if (draft.Options.Model.Length == 0)
        {
            problems.Add($"{table.Place}: a provider needs a model");
            return null;
        }

        return draft.Options with { Profile = draft.Profile };
    }

    /// <summary>The short form of <c>--model</c> and <c>--base-url</c>.</summary>
    public static ProviderOptions FromShortForm(Settings settings)
    {
        var model = settings.Model!;
        var colon = model.IndexOf(':', StringComparison.Ordinal);

        // The part after the colon of an Ollama name is a tag, so only known types count.
        var typed = ProviderKeys.Types.TryGetValue(colon > 0 ? model[..colon] : string.Empty, out var type);
        var name = typed ? model[(colon + 1)..] : model;
        return !typed || type != ProviderType.Recorded
            ? new ProviderOptions { ProviderType = type, Model = name, BaseUrl = settings.BaseUrl, AllowWellKnownKey = settings.BaseUrlIsNamed }
            : new ProviderOptions { ProviderType = type, Model = "recorded", BaseUrl = name };
    }
}
