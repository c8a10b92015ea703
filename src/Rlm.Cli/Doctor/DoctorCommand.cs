using System.CommandLine;
using System.Text.Json;
using Rlm.Runs;

namespace Rlm.Cli.Doctor;

/// <summary>What <c>rlm doctor --json</c> prints.</summary>
internal sealed record DoctorOutput(bool Success, RunError? Error, IReadOnlyList<Finding> Findings);

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding(string What, bool Good, string Found, string? Remedy);

/// <summary><c>rlm doctor</c>: what is there, what is missing, and the one command that mends it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says what is there, what is missing, and what mends it.") { };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), parsed.InvocationConfiguration.Error);
        var findings = await new Examination(services).RunAsync(cancellationToken);
        var good = findings.All(f => f.Good);
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(new DoctorOutput(good, Problem(findings), findings), CliJson.Readable.DoctorOutput));
        }
        else
        {
            foreach (var finding in findings)
            {
                output.WriteLine($"{(finding.Good ? "ok     " : "missing")}  {finding.What}: {TerminalText.Clean(finding.Found)}");
                if (finding.Remedy is not null)
                {
                    output.WriteLine($"         -> {finding.Remedy}");
                }
            }
        }

        return good ? ExitCode.Done : ExitCode.Missing;
    }

    private static RunError? Problem(IReadOnlyList<Finding> findings) =>
        findings.FirstOrDefault(f => !f.Good) is { } first ? new RunError("missing", $"{first.What}: {first.Found}") : null;
}
