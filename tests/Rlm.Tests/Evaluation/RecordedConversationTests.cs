using System.Text.Json;
using Rlm.Documents;
using Rlm.Evaluation;
using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Evaluation;

/// <summary>
/// Conversations over the tasks of <c>samples/eval</c> whose completions a language model wrote, having seen the requests
/// alone: played again, with real commands, compiler and sandbox. What was right stays right.
/// </summary>
public sealed class RecordedConversationTests
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private sealed record Conversation(string Task, string Profile, bool Correct, IReadOnlyList<string> Completions);

    [Fact]
    public async Task What_was_right_stays_right()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Repository.PathOf("samples", "eval");
        var tasks = EvalTaskFile.Load(Path.Combine(folder, "tasks.jsonl"), out _)!.Tasks.ToDictionary(t => t.Id);
        var conversations = File.ReadLines(Path.Combine(folder, "recorded.jsonl")).Select(l => JsonSerializer.Deserialize<Conversation>(l, Lines)!).ToList();
        Assert.InRange(conversations.Count, 60, int.MaxValue);
        Assert.InRange(conversations.Count(c => c.Profile == "small"), 20, int.MaxValue);
        var different = new List<string>();
        foreach (var conversation in conversations)
        {
            var task = tasks[conversation.Task];
            await using var server = new ScriptedChatServer([.. conversation.Completions.Select(c => ChatAnswers.Streamed(c))]);
            using var models = ModelFactory.Create([Provider(conversation, server.BaseUrl)], localOnly: true, _ => null, TimeProvider.System);
            using var documents = await new DocumentLoader(new DocumentOptions()).LoadAsync([.. task.Files.Select(f => Path.GetFullPath(f, folder))], Stream.Null, stop);
            var runner = new RlmRunner(Sandbox.Runner, Sandbox.Prompts, new RetryOptions(), TimeProvider.System, repairAttempts: 0);
            var result = await runner.RunAsync(new RunRequest { Question = task.Query, Documents = documents, Models = models }, stop);
            var wrong = result.Answer is { } answer ? task.Judge(answer) : result.Error!.Message;
            if (conversation.Correct != wrong is null)
            {
                different.Add($"{conversation.Task} ({conversation.Profile}): {wrong ?? "right"}");
            }
        }

        Assert.Empty(different);
    }

    private static ProviderOptions Provider(Conversation conversation, string baseUrl) => new()
    {
        Model = "recorded",
        BaseUrl = baseUrl,
        Profile = new ModelProfile { Size = conversation.Profile == "small" ? Size.Small : Size.Full },
    };
}
