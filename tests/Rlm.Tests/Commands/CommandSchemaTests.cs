using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Rlm.Commands;
using Rlm.Prompts;

namespace Rlm.Tests.Commands;

public sealed class CommandSchemaTests
{
    [Fact]
    public void A_schema_holds_the_fields_and_which_are_required() => Assert.Equal(
        """{"type":"object","properties":{"start":{"type":"integer","description":"first line, from 0; negative counts from the end; default 0"},"end":{"type":"integer","description":"the line after the last; negative counts from the end; default: to the end"},"on":{"type":"string","description":"a variable, or a document\u0027s name or glob; default: all documents"},"store":{"type":"string","description":"a variable to keep the whole result in"}},"required":[],"additionalProperties":false}""",
        CommandSchema.Of(Declaration("lines")).ToJsonString());

    [Fact]
    public void What_means_nothing_to_a_command_is_not_in_its_schema() => Assert.Equal(
        """{"type":"object","properties":{"answer":{"type":"string","description":"the answer for the user"}},"required":["answer"],"additionalProperties":false}""",
        CommandSchema.Of(Declaration("final")).ToJsonString());

    [Fact]
    public void Texts_by_name_are_an_object_of_texts()
    {
        var inputs = CommandSchema.Of(Declaration("rust_wasm"))["properties"]!["inputs"]!;
        Assert.Equal("object", (string)inputs["type"]!);
        Assert.Equal("""{"type":"string"}""", inputs["additionalProperties"]!.ToJsonString());
    }

    [Fact]
    public void Every_schema_says_of_every_field_what_its_record_says() => Assert.All(CommandCatalog.BuiltIn.Commands, command =>
    {
        var arguments = command.GetType().BaseType!.GetGenericArguments()[0];
        var properties = ((IJsonTypeInfoResolver)CommandJson.Default).GetTypeInfo(arguments, CommandJson.Default.Options)!.Properties.ToDictionary(p => p.Name, p => p.PropertyType);
        var schema = CommandSchema.Of(command.Declaration);
        Assert.All((JsonObject)schema["properties"]!, field => Assert.Equal(TypeOf(properties[field.Key]), (string)field.Value!["type"]!));
    });

    [Fact]
    public void Commands_are_tools_with_their_names_and_summaries()
    {
        var tools = ToolDeclarations.Of(CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration));
        Assert.Equal(CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration.Op), tools.Select(t => t.Name));
        var find = Assert.IsAssignableFrom<AIFunctionDeclaration>(tools.Single(t => t.Name == "find"));
        Assert.Equal(Declaration("find").Summary, find.Description);
        Assert.Equal("text", find.JsonSchema.GetProperty("required")[0].GetString());
    }

    private static CommandDeclaration Declaration(string op) => CommandCatalog.BuiltIn.Find(op)!.Declaration;

    private static string TypeOf(Type type) =>
        type == typeof(string) ? "string"
        : (Nullable.GetUnderlyingType(type) ?? type) is var number && (number == typeof(long) || number == typeof(int)) ? "integer"
        : "object";
}
