namespace Rlm.Server.Components.Asking;

/// <summary>What a question is asked of.</summary>
internal enum AskSource
{
    Sample,
    Text,
    Files,
}
