using System.Text.Json.Nodes;

namespace Rlm.Cli.Tests;

/// <summary>What a program did.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as exactly one JSON object, with <c>success</c> and, where that is false, an error.</summary>
    public JsonObject Json
    {
        get
        {
            var json = JsonNode.Parse(Output)!.AsObject();
            var success = (bool)json["success"]!;
            Assert.Equal(success, ExitCode == 0);
            if (!success)
            {
                Assert.NotEmpty((string)json["error"]!["code"]!);
                Assert.NotEmpty((string)json["error"]!["message"]!);
            }

            return json;
        }
    }

    public string? ErrorCode => (string?)Json["error"]?["code"];

    /// <summary>Checks the exit status, and shows what was said when it is another.</summary>
    public CliResult Exits(int status)
    {
        Assert.True(ExitCode == status, $"exit status {ExitCode} instead of {status}\n{Output}\n{Error}");
        return this;
    }
}
