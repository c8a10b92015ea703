using System.Text;
using Rlm.Cli.Configuration;

namespace Rlm.Cli.Tests.Reference;

/// <summary>Writes docs/reference/configuration.md from the list of settings.</summary>
internal static class ConfigurationReference
{
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Configuration

            Nothing has to be configured. Later ones win: default, the user's file `~/.config/rlm/config.toml` (or the one
            that `--config` names), `./rlm.toml`, environment, flag. All problems are reported at once, with file and line.

            `./rlm.toml` may come with a stranger's checkout; what is marked *restricted* cannot be set there.

            This page is made from the list of settings in the code; `make docs` writes it.

            | key | environment | flag | value | default | meaning |
            |---|---|---|---|---|---|

            """);
        foreach (var setting in SettingList.All)
        {
            var restricted = setting.Restricted ? " *Restricted.*" : string.Empty;
            var flag = setting.Flag is null ? string.Empty : $"`{setting.Flag}`";
            text.Append($"| `{setting.Key}` | `{setting.Environment}` | {flag} | {setting.Kind} | {setting.Default} | {setting.Description}{restricted} |\n");
        }

        text.Append(
            $$"""

            Sizes are bytes, or carry `KiB`, `MiB`, `GiB`, `kB`, `MB` or `GB`.

            ## Models

            The short form needs no file: `--model openai:NAME --base-url URL`, or `RLM_MODEL` and `RLM_BASE_URL`. Several
            models, and what each is for, stand in a file (restricted):

            ```toml
            [[providers]]
            provider_type = "openai"      # openai (any OpenAI-compatible server) or recorded (plays a file)
            base_url = "http://127.0.0.1:8000/v1"
            model = "qwen3-coder"
            role = "both"                 # root | sub | both
            api_key_env = "MY_KEY"        # the variable that holds the key; keys never stand in a file
            price_prompt = 0.0            # US dollars for a million tokens
            price_completion = 0.0
            silence_timeout_secs = 120    # a request is given up when nothing came for so long
            ```

            The keys of a provider: {{string.Join(", ", ProviderReader.Keys.Select(k => $"`{k}`"))}}.

            `OPENAI_API_KEY` is used for OpenAI's own address, and for another one only where the configuration file or
            `--base-url` names it.

            ## Folders

            | what | where | moved by |
            |---|---|---|
            | traces of runs | `~/.local/state/rlm/runs` | `RLM_HOME` (`runs` in it), `XDG_STATE_HOME` |
            | compiled analyses | `~/.cache/rlm/modules` | `wasm.cache_dir`, `RLM_HOME` (`cache/modules` in it), `XDG_CACHE_HOME` |
            | the toolchain | `~/.cache/rlm/toolchain` | `RLM_TOOLCHAIN`, `XDG_CACHE_HOME` |
            | configuration, and the key that seals compiled analyses | `~/.config/rlm` | `XDG_CONFIG_HOME` |

            """);
        return text.ToString();
    }
}
