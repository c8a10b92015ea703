using System.Text.Json.Nodes;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Replies;
using Rlm.Runs;

namespace Rlm.Tests.Commands;

/// <summary>Documents, variables, and commands carried out on them one by one as a run does it.</summary>
internal sealed class CommandBench : IDisposable
{
    private readonly Step _step;

    public CommandBench(params (string Name, string Text)[] documents)
        : this(6_000, Sandbox.Runner, documents)
    {
    }

    public CommandBench(int outputLimit, AnalysisRunner analyses, params (string Name, string Text)[] documents)
    {
        Documents = DocumentSet.Of(documents.Select(d => (d.Name, Text.FromText(d.Text))));
        Variables = new Variables(Documents);
        var context = new CommandContext { Documents = Documents, Variables = Variables, Analyses = analyses, OutputLimit = outputLimit };
        _step = new Step(context, new CommandRunner(CommandCatalog.BuiltIn), TimeProvider.System);
    }

    public DocumentSet Documents { get; }

    public Variables Variables { get; }

    public void Dispose() => Documents.Dispose();

    /// <summary>Carries out one command, given as strict JSON.</summary>
    public async Task<CommandFinished> RunAsync(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        var op = (string)fields["op"]!;
        fields.Remove("op");
        var (finished, _) = await _step.ExecuteOneAsync(1, 0, new ReplyCommand(op, fields), false, null, TestContext.Current.CancellationToken);
        return finished;
    }

    /// <summary>What a command shows that must succeed.</summary>
    public async Task<string> ShowAsync(string json)
    {
        var finished = await RunAsync(json);
        Assert.True(finished.Success, finished.Output);
        return finished.Output;
    }

    /// <summary>What a command keeps that must succeed.</summary>
    public async Task<string> KeepAsync(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        fields["store"] = "kept";
        await ShowAsync(fields.ToJsonString());
        return Variables.Stored["kept"].ReadUtf8String();
    }

    /// <summary>What a command says that must fail.</summary>
    public async Task<string> FailAsync(string json, string code)
    {
        var finished = await RunAsync(json);
        Assert.False(finished.Success, finished.Output);
        Assert.Equal(code, finished.ErrorCode);
        Assert.Null(finished.Stored);
        return finished.Output;
    }
}
