using System.Text;
using Rlm.Configuration;

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

            `./rlm.toml` may come with a stranger's checkout. Until you have accepted it with `rlm config trust`, what is marked
            *restricted* cannot be set there, nor can `[[providers]]`, and of all else only what is stricter than what holds
            without the file: lower limits, `wasm.enabled = false`. Anything more is an error that names its line.
            `rlm config trust --dry-run` shows what the file sets. It is accepted as it is: path and SHA-256 are kept in
            `~/.config/rlm/trusted.jsonl`, and a file that has changed is not trusted any more. `rlm config untrust` takes it
            back. A file that `--config` names is trusted.

            This page is made from the list of settings in the code; `make docs` writes it.

            | key | environment | flag | value | default | meaning |
            |---|---|---|---|---|---|

            """);
        foreach (var setting in SettingList.All)
        {
            var restricted = setting.Reach is null ? " *Restricted.*" : string.Empty;
            var flag = setting.Flag is null ? string.Empty : $"`{setting.Flag}`";
            text.Append($"| `{setting.Key}` | `{setting.Environment}` | {flag} | {setting.Kind} | {setting.Default} | {setting.Description}{restricted} |\n");
        }

        text.Append(
            $$"""

            Sizes are bytes, or carry `KiB`, `MiB`, `GiB`, `kB`, `MB` or `GB`.

            ## Models

            The short form needs no file: `--model TYPE:NAME --base-url URL`, or `RLM_MODEL` and `RLM_BASE_URL`; `TYPE` is
            a `provider_type` as below, and `openai` where it is left out. With none of these an Ollama is looked for
            (`OLLAMA_HOST`, else its usual port) and the first model that it lists is taken; else a model of Anthropic,
            OpenAI or DeepSeek whose well-known key is set. What was found is said on standard error. Several models, and
            what each is for, stand in a file (restricted):

            ```toml
            [[providers]]
            provider_type = "ollama"
            model = "qwen3:8b"
            role = "sub"
            max_concurrency = 2
            thinking = false

            [[providers]]
            provider_type = "anthropic"
            model = "claude-sonnet-4-5"
            role = "root"
            api_key_command = ["pass", "show", "anthropic"]
            requests_per_minute = 50
            price_prompt = 3.0
            price_completion = 15.0
            price_cached_prompt = 0.3

            [providers.headers]
            X-Team = "env:TEAM"
            ```

            | key | value | default | meaning |
            |---|---|---|---|

            """);
        foreach (var key in ProviderKeys.All)
        {
            text.Append($"| `{key.Name}` | {key.Kind} | {key.Default} | {key.Description} |\n");
        }

        text.Append(
            """

            What is left out *by the model's name* is what its vendor advises, for the families that are known (Llama 3, Qwen,
            Mistral, Gemma, DeepSeek, GPT, Claude); else it is not sent, and the server's own default holds. A field that a
            server refuses is left out from then on.

            Several models of one role share its requests by `weight`; a run's own conversation stays with the model that
            began it. When a model cannot be reached, is asked too much, fails, falls silent or refuses the key, also after
            retries, the next one is asked. One that could not be reached is tried last for 30 seconds.

            A well-known key (`OPENAI_API_KEY`, `ANTHROPIC_API_KEY`, `DEEPSEEK_API_KEY`, `AZURE_OPENAI_API_KEY`,
            `LITELLM_API_KEY`, `OLLAMA_API_KEY`) goes to the provider's own address, and to another one only where the
            configuration file or `--base-url` names it.

            ## Folders

            | what | where | moved by |
            |---|---|---|
            | traces of runs | `~/.local/state/rlm/runs` | `RLM_HOME` (`runs` in it), `XDG_STATE_HOME` |
            | sessions | `~/.local/state/rlm/sessions` | `RLM_HOME` (`sessions` in it), `XDG_STATE_HOME` |
            | compiled analyses | `~/.cache/rlm/modules` | `wasm.cache_dir`, `RLM_HOME` (`cache/modules` in it), `XDG_CACHE_HOME` |
            | the toolchain | `~/.cache/rlm/toolchain` | `RLM_TOOLCHAIN`, `XDG_CACHE_HOME` |
            | line indexes of large documents | `~/.cache/rlm/indexes` | `RLM_HOME` (`cache/indexes` in it), `XDG_CACHE_HOME` |
            | configuration, what is trusted, and the key that seals all of these | `~/.config/rlm` | `XDG_CONFIG_HOME` |

            """);
        return text.ToString();
    }
}
