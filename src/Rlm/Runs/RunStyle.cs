using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Prompts;

namespace Rlm.Runs;

/// <summary>How a run speaks with its root model.</summary>
/// <param name="Size">How much it is told.</param>
/// <param name="ToolCalls">Whether it calls commands as tools of its provider; else it writes them.</param>
internal sealed record RunStyle(PromptSize Size, bool ToolCalls)
{
    /// <summary>A window that the full prompt and a few turns would fill.</summary>
    private const int SmallWindow = 8_192;

    /// <summary>Models that are told little do one thing at a time, and see what came of it before they answer.</summary>
    public bool OneCommandAReply => Size == PromptSize.Small;

    public static RunStyle Of(ChatModel root, ModelWindows windows) => new(
        root.Profile.Size == Models.Profiles.Size.Small || windows.Root <= SmallWindow ? PromptSize.Small : PromptSize.Full,
        root.Profile.Protocol == Protocol.Tools);
}
