using System.Text;
using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Prompts;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>A question over documents so small that the model reads them whole.</summary>
internal sealed class DirectQuestion(RunTree tree, RunJournal journal, RunRequest request, AnswerForm? form)
{
    public async Task<NodeResult> AskAsync(CancellationToken cancellationToken)
    {
        journal.Write(new StepStarted(1));
        var prompt = new StringBuilder();
        foreach (var document in request.Documents.Documents)
        {
            prompt.Append($"<document name=\"{TerminalText.Clean(document.Name)}\">\n{document.Text.ReadUtf8String()}\n</document>\n");
        }

        // The documents stand first, so that they stay where they are from question to question of a session.
        var opening = tree.Opening(request.Session, request.Question, form, withCommands: false);
        prompt.Append('\n').Append(opening[0].Text);
        ChatMessage[] messages = [new(ChatRole.System, PromptText.Read("direct")), new(ChatRole.User, prompt.ToString()), .. opening.Skip(1)];
        var reply = await tree.Calls
            .TurnAsync(journal, new RootTurn(messages), CallKind.LastTurn, text => journal.Write(new ModelText(1, text)), cancellationToken)
            .ConfigureAwait(false);
        return (SubModel.Problem(reply) is { } error ? new NodeResult(null, error, 1) : Take(ReplyReader.Said(reply.Text!).Trim())) with { Bypassed = true };
    }

    private NodeResult Take(string said)
    {
        var (answer, wrong) = form?.Take(said) ?? (said, null);
        return answer is not null
            ? new NodeResult(answer, null, 1)
            : new NodeResult(null, new RunError("invalid_answer", $"The model answered, but {wrong}"), 1);
    }
}
