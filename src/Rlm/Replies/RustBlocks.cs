using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>Gives the blocks of Rust in a reply to its commands.</summary>
internal static class RustBlocks
{
    public const string Op = "rust_wasm";

    /// <summary>Blocks and commands farther apart than this do not belong together.</summary>
    private const int MostTogether = 20;

    /// <summary>
    /// Gives each block to the nearest <c>rust_wasm</c> without code, the one before it first, and several blocks that
    /// follow several commands to them in order. A block that belongs to none is a command of its own: that is what its
    /// author meant.
    /// </summary>
    public static List<ReplyCommand> Give(List<ReplyCommand> commands, List<(string Code, int Before)> codes)
    {
        var added = 0;
        var open = commands.Count(IsOpen);
        for (var i = 0; i < codes.Count; i++)
        {
            var (code, before) = codes[i];
            var place = before + added;
            if (open > 0)
            {
                var together = codes.Skip(i).TakeWhile(c => c.Before == before).Take(MostTogether).Count();
                commands[OneOf(commands, place, together) ?? Nearest(commands, place)].Arguments["code"] = code;
                open--;
            }
            else if (code.Contains("fn analyze", StringComparison.Ordinal))
            {
                commands.Insert(place, new ReplyCommand(Op, new JsonObject { ["code"] = code }));
                added++;
            }
        }

        return commands;
    }

    /// <summary>Whether nothing but code is known of it.</summary>
    public static bool IsBare(ReplyCommand command) => command.Op == Op && command.Arguments.Count == 1 && command.Arguments.ContainsKey("code");

    /// <summary>Whether it has neither code nor words for it.</summary>
    public static bool IsOpen(ReplyCommand command) =>
        command.Op == Op && string.IsNullOrWhiteSpace(command.Arguments["code"]?.ToString()) && !command.Arguments.ContainsKey("intent");

    /// <summary>Of the last commands without code before a place, as many as there are blocks there, the first; null when there are none.</summary>
    private static int? OneOf(List<ReplyCommand> commands, int place, int blocks)
    {
        int? first = null;
        for (var i = Math.Min(place, commands.Count) - 1; i >= 0 && blocks > 0 && place - i <= MostTogether; i--)
        {
            if (IsOpen(commands[i]))
            {
                first = i;
                blocks--;
            }
        }

        return first;
    }

    private static int Nearest(List<ReplyCommand> commands, int place)
    {
        for (var distance = 1; ; distance++)
        {
            if (place - distance >= 0 && IsOpen(commands[place - distance]))
            {
                return place - distance;
            }

            if (place + distance - 1 < commands.Count && IsOpen(commands[place + distance - 1]))
            {
                return place + distance - 1;
            }
        }
    }
}
