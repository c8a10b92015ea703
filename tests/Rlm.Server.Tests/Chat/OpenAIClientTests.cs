using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using Rlm.Testing.Chat;

// Files in messages are still marked as new in the client.
#pragma warning disable OPENAI001

namespace Rlm.Server.Tests.Chat;

/// <summary>The official client of OpenAI for .NET against the service.</summary>
public sealed class OpenAIClientTests
{
    private static readonly string Log = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i} of the log\n"));

    [Fact]
    public async Task A_long_message_is_the_document_and_the_last_one_the_question()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines, 100, 20));
        var completion = (await Client(service).CompleteChatAsync(
            [new SystemChatMessage("Answer with a number."), new UserChatMessage(Log), new UserChatMessage("How many lines are there?")],
            cancellationToken: TestContext.Current.CancellationToken)).Value;

        Assert.Equal("500", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal((100, 20, 120), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount));
        var sent = service.Model.Requests[0].Body!.ToJsonString();
        Assert.Contains("How many lines are there?", sent, StringComparison.Ordinal);
        Assert.Contains("Answer with a number.", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("line 333 of the log", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How many lines are there?\n\n", "")]
    [InlineData("", "\n\nHow many lines are there?")]
    public async Task A_message_may_hold_the_question_and_the_document(string before, string after)
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        await Client(service).CompleteChatAsync([new UserChatMessage(before + Log + after)], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("How many lines are there?", service.Model.Requests[0].Body!["messages"]!.AsArray()[^1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_a_document()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        var completion = (await Client(service).CompleteChatAsync(
            [
                new UserChatMessage(
                    ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes("a\nb\nc\n"u8.ToArray()), "text/plain", "three.txt"),
                    ChatMessageContentPart.CreateTextPart("How many lines?")),
            ],
            cancellationToken: TestContext.Current.CancellationToken)).Value;

        Assert.Equal("3", completion.Content[0].Text);
        Assert.Contains("three.txt", service.Model.Requests[0].Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_ends_with_the_answer_and_its_usage()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines, 100, 20));
        var (text, usage, reason) = (string.Empty, default(ChatTokenUsage), default(ChatFinishReason?));
        await foreach (var update in Client(service).CompleteChatStreamingAsync(
            [new UserChatMessage(Log), new UserChatMessage("How many lines?")], cancellationToken: TestContext.Current.CancellationToken))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            usage = update.Usage ?? usage;
            reason = update.FinishReason ?? reason;
        }

        Assert.Equal("500", text);
        Assert.Equal(ChatFinishReason.Stop, reason);
        Assert.Equal(120, usage?.TotalTokenCount);
    }

    [Fact]
    public async Task A_conversation_without_documents_is_one_question_to_the_model()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed("Four."));
        var completion = (await Client(service).CompleteChatAsync(
            [new UserChatMessage("Think of a number."), new AssistantChatMessage("Two."), new UserChatMessage("And twice that?")],
            cancellationToken: TestContext.Current.CancellationToken)).Value;

        Assert.Equal("Four.", completion.Content[0].Text);
        var sent = Assert.Single(service.Model.Requests).Body!.ToJsonString();
        Assert.Contains("assistant: Two.", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_structured_answer_fits_its_schema()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed("""{"op":"final","answer":"{\"lines\":500}"}"""));
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(
                "lines", BinaryData.FromString("""{"type":"object","properties":{"lines":{"type":"integer"}},"required":["lines"],"additionalProperties":false}""")),
        };
        var completion = (await Client(service).CompleteChatAsync([new UserChatMessage(Log), new UserChatMessage("How many?")], options, TestContext.Current.CancellationToken)).Value;

        Assert.Equal("{\"lines\":500}", completion.Content[0].Text);
    }

    [Fact]
    public async Task What_goes_wrong_is_an_error_that_the_client_understands()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Status(401, "no such key"));
        var failed = await Assert.ThrowsAsync<ClientResultException>(() => Client(service).CompleteChatAsync(
            [new UserChatMessage("How many?")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(502, failed.Status);
        Assert.Contains("unauthorized", failed.Message, StringComparison.Ordinal);

        var other = await Assert.ThrowsAsync<ClientResultException>(() => Client(service, "gpt-4o").CompleteChatAsync(
            [new UserChatMessage("How many?")], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(404, other.Status);
    }

    [Fact]
    public async Task The_one_model_is_listed()
    {
        await using var service = await TestService.StartAsync();
        var models = await new OpenAIClient(new ApiKeyCredential("none"), Options(service)).GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("rlm", Assert.Single(models.Value).Id);
    }

    private static ChatClient Client(TestService service, string model = "rlm") => new(model, new ApiKeyCredential("none"), Options(service));

    private static OpenAIClientOptions Options(TestService service) => new()
    {
        Endpoint = new Uri(service.Address, "/v1"),
        RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0),
    };
}
