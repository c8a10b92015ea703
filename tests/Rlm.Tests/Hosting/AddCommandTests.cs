using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Hosting;

public sealed record TicketArguments(int Number) : CommandArguments;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TicketArguments))]
internal sealed partial class TicketJson : JsonSerializerContext;

public sealed class AddCommandTests
{
    private static readonly CommandDeclaration Declaration = new(
        "ticket",
        CommandGroup.Read,
        "The text of a ticket.",
        [new CommandField("number", "its number", Required: true)],
        """{"op":"ticket","number":7,"store":"t"}""")
    {
        TakesStore = true,
    };

    private static ServiceProvider Services() => new ServiceCollection()
        .AddRlm()
        .AddCommand(Declaration, TicketJson.Default.TicketArguments, (arguments, context, _) => Task.FromResult(arguments.Number == 7
            ? CommandOutcome.Done($"seven of {context.Documents.Documents.Count}")
            : CommandOutcome.Failed("no_ticket", "There is only ticket 7.")))
        .BuildServiceProvider();

    [Fact]
    public async Task A_command_of_the_host_is_one_like_the_others()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"ticket"} {"op":"ticket","number":8}"""),
            ChatAnswers.Streamed("""{"op":"ticket","number":7,"store":"t"} {"op":"final_var","name":"t"}"""));
        await using var services = Services();
        using var documents = DocumentSet.Of([("a.txt", Text.FromText("x\n"))]);
        using var models = ModelFactory.Create(
            [new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl }], localOnly: true, _ => null, TimeProvider.System);
        var result = await services.GetRequiredService<RlmRunner>().RunAsync(
            new RunRequest { Question = "?", Documents = documents, Models = models }, TestContext.Current.CancellationToken);
        Assert.Equal("seven of 1", result.Answer);
        Assert.Contains(Declaration.Example, server.Requests[0].Messages[0]);
        Assert.Contains("ticket: `number` is missing (its number). Write it like this: " + Declaration.Example, server.Requests[1].LastMessage);
        Assert.Contains("There is only ticket 7.", server.Requests[1].LastMessage);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        using var services = new ServiceCollection()
            .AddRlm()
            .AddCommand(Declaration with { Op = "find" }, TicketJson.Default.TicketArguments, (_, _, _) => Task.FromResult(CommandOutcome.Done(string.Empty)))
            .BuildServiceProvider();
        Assert.Throws<ArgumentException>(services.GetRequiredService<RlmRunner>);
    }
}
