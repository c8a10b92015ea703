using System.Text;

namespace Rlm.Replies;

/// <summary>Takes what a model thinks aloud out of its reply, in the marks that models were taught.</summary>
internal static class Thoughts
{
    /// <summary>The first two may lack their beginning: some chat templates put it into the prompt.</summary>
    private static readonly (string Open, string Close, bool MayBeOpen)[] Marks =
    [
        ("<think>", "</think>", true),
        ("<thinking>", "</thinking>", true),
        ("<thought>", "</thought>", false),
        ("<reasoning>", "</reasoning>", false),
        ("<seed:think>", "</seed:think>", true),
        ("[THINK]", "[/THINK]", true),
        ("◁think▷", "◁/think▷", true),
        ("<|begin_of_thought|>", "<|end_of_thought|>", false),
    ];

    private const string Channel = "<|channel|>";
    private const string Message = "<|message|>";

    private static readonly string[] Ends = ["<|end|>", "<|call|>", "<|return|>", "<|start|>"];

    /// <summary>What is said besides.</summary>
    public static string LeaveOut(string reply)
    {
        foreach (var (open, close, mayBeOpen) in Marks)
        {
            reply = LeaveOut(reply, open, close, mayBeOpen);
        }

        return reply.Contains(Channel, StringComparison.Ordinal) ? OfChannels(reply) : reply;
    }

    private static string LeaveOut(string reply, string open, string close, bool mayBeOpen)
    {
        var said = new StringBuilder();
        var at = 0;
        int end;
        while ((end = reply.IndexOf(close, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var thought = reply.AsSpan(at, end - at);
            var start = thought.IndexOf(open, StringComparison.OrdinalIgnoreCase);
            if (start >= 0)
            {
                said.Append(thought[..start]);
            }
            else if (mayBeOpen)
            {
                said.Clear();
            }
            else
            {
                said.Append(thought);
            }

            at = end + close.Length;
        }

        return at == 0 ? reply : said.Append(reply, at, reply.Length - at).ToString();
    }

    /// <summary>Messages with a channel each: <c>analysis</c> is thought, and <c>to=functions.find</c> makes a message the arguments of a call.</summary>
    private static string OfChannels(string reply)
    {
        var parts = reply.Split(Channel);
        var said = new StringBuilder(parts[0].Replace("<|start|>assistant", string.Empty, StringComparison.Ordinal));
        foreach (var part in parts.Skip(1))
        {
            var message = part.IndexOf(Message, StringComparison.Ordinal);
            var header = message < 0 ? part : part[..message];
            var body = message < 0 ? string.Empty : part[(message + Message.Length)..];
            var end = Ends.Select(e => body.IndexOf(e, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(body.Length).Min();
            body = body[..end];
            if (CalledBy(header) is { } op)
            {
                said.Append($"{{\"op\":\"{op}\",\"arguments\":{body}}}\n");
            }
            else if (!header.StartsWith("analysis", StringComparison.OrdinalIgnoreCase))
            {
                said.Append(body).Append('\n');
            }
        }

        return said.ToString();
    }

    private static string? CalledBy(string header)
    {
        var to = header.IndexOf("to=", StringComparison.Ordinal);
        if (to < 0)
        {
            return null;
        }

        var name = header.AsSpan(to + 3);
        var end = name.IndexOfAny(' ', '<', '\n');
        return CommandName.Known(name[..(end < 0 ? name.Length : end)].ToString())?.Op;
    }
}
