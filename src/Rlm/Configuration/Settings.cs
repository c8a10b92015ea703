using Rlm.Hosting;
using Rlm.Models;

namespace Rlm.Configuration;

/// <summary>The settings as they are gathered from defaults, files, environment and flags.</summary>
internal sealed class Settings
{
    public RlmOptions Rlm { get; } = new();

    public ServerSettings Server { get; set; } = new();

    public bool WasmEnabled { get; set; } = true;

    /// <summary>The short form: <c>openai:NAME</c>, or a name alone.</summary>
    public string? Model { get; set; }

    public string? BaseUrl { get; set; }

    /// <summary>Whether the address was named by flag or file, not by the environment.</summary>
    public bool BaseUrlIsNamed { get; set; }

    /// <summary>The <c>[[providers]]</c> of the configuration.</summary>
    public List<ProviderOptions> Providers { get; } = [];

    /// <summary>Everything that is wrong, with its place.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What was set, and where; later ones win.</summary>
    public List<SettingPlace> Sets { get; } = [];

    /// <summary>The files that were read.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Takes the settings over into the options of a host.</summary>
    public void ApplyTo(RlmOptions options)
    {
        options.WasmEnabled = WasmEnabled;
        options.Toolchain = Rlm.Toolchain;
        options.Compiler = Rlm.Compiler;
        options.RepairAttempts = Rlm.RepairAttempts;
        options.Cache = Rlm.Cache;
        options.Execution = Rlm.Execution;
        options.Limits = Rlm.Limits;
        options.Documents = Rlm.Documents;
        options.Sessions = Rlm.Sessions;
        options.Retry = Rlm.Retry;
    }
}

/// <summary>A value that was set.</summary>
/// <param name="Place">File and line, environment variable or flag.</param>
/// <param name="Key">What is set.</param>
/// <param name="Value">To what.</param>
internal sealed record SettingPlace(string Place, string Key, string Value);
