using System.CommandLine;

namespace Rlm.Cli.Serve;

/// <summary><c>rlm serve</c> and <c>rlm mcp</c>: hand over to <c>rlm-server</c>, which reads the rest of the command line itself.</summary>
internal static class ServeCommand
{
    public static Command Create(string name, string description, string[] arguments)
    {
        var rest = new Argument<string[]>("OPTIONS") { Description = $"`rlm {name} --help` shows them.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(_ => Handover.To(ServerProgram.Find(), arguments));
        return command;
    }

    /// <summary>Whether a command line is the server's to read, its `--help` too.</summary>
    public static bool IsMeant(string[] arguments) => arguments is ["serve" or "mcp", ..];
}
