using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models;

/// <summary>Tool calls that come in pieces, put together again.</summary>
internal sealed class ToolCallPieces
{
    /// <summary>More calls in one answer are no answer.</summary>
    private const int MaxCalls = 1_000;

    private readonly List<Call> _calls = [];
    private readonly Dictionary<long, Call> _byIndex = [];

    /// <summary>Takes a piece.</summary>
    /// <param name="index">Which call it belongs to; null where the server does not count them.</param>
    /// <param name="id">The call's own name, usually in its first piece only.</param>
    /// <param name="name">The tool, usually in the first piece only.</param>
    /// <param name="arguments">A piece of the arguments' text, or all of them as an object.</param>
    public void Add(long? index, string? id, string? name, JsonNode? arguments)
    {
        var call = Find(index, id, name);
        call.Id = call.Id.Length > 0 ? call.Id : id ?? string.Empty;
        call.Name = call.Name.Length > 0 ? call.Name : name ?? string.Empty;
        call.Arguments.Append(arguments is JsonObject whole ? whole.ToJsonString() : JsonAnswer.Text(arguments));
    }

    /// <summary>The calls, or null when there are none.</summary>
    public ChatResponseUpdate? ToUpdate() => _calls.Count == 0 ? null : new ChatResponseUpdate(
        ChatRole.Assistant,
        [
            .. _calls.Select((call, at) => ToolCalls.Make(
                call.Id.Length > 0 ? call.Id : string.Create(CultureInfo.InvariantCulture, $"call_{at}"), call.Name, call.Arguments.ToString())),
        ]);

    /// <summary>Without a number, a piece with a name of its own begins a call, and one without belongs to the last.</summary>
    private Call Find(long? index, string? id, string? name)
    {
        var begun = index is not null
            ? _byIndex.GetValueOrDefault(index.Value)
            : _calls.LastOrDefault() is { } last && (id is null ? name is null : last.Id == id) ? last : null;
        if (begun is null)
        {
            if (_calls.Count == MaxCalls)
            {
                throw new ModelException(
                    ModelErrorCode.BadAnswer, $"The model called more than {MaxCalls:N0} tools in one answer, and was cut off. Set `protocol = \"fenced\"` for it, or ask another model.");
            }

            begun = new Call();
            _calls.Add(begun);
            if (index is { } number)
            {
                _byIndex[number] = begun;
            }
        }

        return begun;
    }

    private sealed class Call
    {
        public string Id { get; set; } = string.Empty;

        public string Name { get; set; } = string.Empty;

        public StringBuilder Arguments { get; } = new();
    }
}
