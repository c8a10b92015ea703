namespace Rlm.Commands;

/// <summary>All commands by name, in the order in which they are shown.</summary>
public sealed class CommandCatalog
{
    private readonly Dictionary<string, Command> _byOp;

    /// <summary>Makes a catalog.</summary>
    /// <exception cref="ArgumentException">Two commands have one name.</exception>
    public CommandCatalog(IEnumerable<Command> commands)
    {
        Commands = [.. commands.OrderBy(c => c.Declaration.Group)];
        _byOp = Commands.ToDictionary(c => c.Declaration.Op, StringComparer.Ordinal);
    }

    /// <summary>The commands that RLM brings.</summary>
    public static CommandCatalog BuiltIn { get; } = new(
    [
        new DocumentsCommand(), new SliceCommand(), new LinesCommand(), new FindCommand(), new RegexCommand(),
        new CountCommand(), new SplitCommand(), new LenCommand(), new IndexTermsCommand(),
        new SetCommand(), new GetCommand(), new PrintCommand(),
        new RustWasmCommand(), new WasmCommand(), new WasmWatCommand(),
        new LlmQueryCommand(), new LlmMapCommand(), new RlmQueryCommand(),
        new FinalCommand(), new FinalVarCommand(),
    ]);

    /// <summary>These commands and others beside them.</summary>
    /// <exception cref="ArgumentException">Two commands have one name.</exception>
    public CommandCatalog With(IEnumerable<Command> others) => new(Commands.Concat(others));

    /// <summary>The commands, by group.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>The command of that name, or null.</summary>
    public Command? Find(string op) => _byOp.GetValueOrDefault(op);
}
