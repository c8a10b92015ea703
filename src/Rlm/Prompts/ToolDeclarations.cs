using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Commands;

namespace Rlm.Prompts;

/// <summary>Commands as tools that a model of a provider may call. They are declared only: RLM carries the calls out.</summary>
public static class ToolDeclarations
{
    /// <summary>One tool a command, with its name, its summary and the schema of its fields.</summary>
    /// <param name="commands">The commands; see <see cref="SystemPrompt.Commands"/>.</param>
    public static IReadOnlyList<AIFunctionDeclaration> Of(IEnumerable<CommandDeclaration> commands) => [.. commands.Select(Of)];

    private static AIFunctionDeclaration Of(CommandDeclaration command)
    {
        using var schema = JsonDocument.Parse(CommandSchema.Of(command).ToJsonString());
        return AIFunctionFactory.CreateDeclaration(command.Op, command.Summary, schema.RootElement.Clone());
    }
}
