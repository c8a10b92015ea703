using System.CommandLine;
using System.Text.Json;
using Rlm.Cli.Ask;
using Rlm.Cli.Cache;
using Rlm.Cli.Check;
using Rlm.Cli.Configuration;
using Rlm.Cli.Demo;
using Rlm.Cli.Doctor;
using Rlm.Cli.Documents;
using Rlm.Cli.Eval;
using Rlm.Cli.Exec;
using Rlm.Cli.Run;
using Rlm.Cli.Runs;
using Rlm.Cli.Serve;
using Rlm.Cli.Sessions;
using Rlm.Cli.Setup;
using Rlm.Models;
using Rlm.Sessions;
using Rlm.Traces;

namespace Rlm.Cli;

/// <summary>The command line as a whole.</summary>
internal static class RlmCommandLine
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Answers questions about documents far larger than any model's context window.")
        {
            AskCommand.Create(), RunCommand.Create(), ExecCommand.Create(), CheckCommand.Create(), DocumentsCommand.Create(), RunsCommand.Create(), SessionsCommand.Create(), CacheCommand.Create(),
            DoctorCommand.Create(), SetupCommand.Create(), DemoCommand.Create(), EvalCommand.Create(), ConfigCommand.Create(),
            ServeCommand.Create("serve", "Answers questions over HTTP, with a page to look at runs.", arguments),
            ServeCommand.Create("mcp", "Is a tool of agents, over standard input and output.", arguments),
        };
        CommonOptions.AddTo(root);
        using var interrupt = new Interrupt();
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && !ServeCommand.IsMeant(arguments))
        {
            var problems = string.Join('\n', parsed.Errors.Select(e => e.Message));
            return Fail($"{problems}\n`rlm --help` and `rlm COMMAND --help` show what there is.", ExitCode.Usage);
        }

        try
        {
            if (ServeCommand.IsMeant(arguments))
            {
                return Handover.To(ServerProgram.Find(), arguments);
            }

            var invocation = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, interrupt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return Fail("stopped.", ExitCode.Interrupted);
        }
        catch (ModelException exception)
        {
            return Fail(exception.Message, ExitCode.Missing);
        }
        catch (TraceException exception)
        {
            return Fail(exception.Message, ExitCode.Failed);
        }
        catch (SessionException exception)
        {
            return Fail(exception.Message, exception.Code == SessionErrorCode.InvalidName ? ExitCode.Usage : ExitCode.Failed);
        }
        catch (UsageException exception)
        {
            return Fail(exception.Message, exception.ExitCode);
        }
        catch (Exception exception)
        {
            // Nothing expected comes here. Whoever reads the output still gets an object, and whoever mends it, the trace.
            await error.WriteLineAsync(TerminalText.Clean(exception.ToString())).ConfigureAwait(false);
            return Fail($"something failed that should not ({exception.Message}). This is a bug of rlm; please report it with the lines above.", ExitCode.Failed);
        }

        int Fail(string message, int exitCode)
        {
            error.WriteLine($"rlm: {TerminalText.Clean(message)}");
            if (arguments.Contains("--json"))
            {
                output.WriteLine(JsonSerializer.Serialize(FailureOutput.Of(exitCode, message), CliJson.Readable.FailureOutput));
            }

            return exitCode;
        }
    }
}
