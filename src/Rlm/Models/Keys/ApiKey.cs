namespace Rlm.Models.Keys;

/// <summary>What opens a provider. Never printed, logged or put in a message.</summary>
internal sealed class ApiKey
{
    private readonly string? _known;
    private readonly KeyCommand? _command;

    private ApiKey(string? known, KeyCommand? command) => (_known, _command) = (known, command);

    public static ApiKey None { get; } = new(null, null);

    public static ApiKey Of(string? key) => key is null ? None : new ApiKey(key, null);

    public static ApiKey From(KeyCommand command) => new(null, command);

    /// <summary>The key, or null when none is needed. A command is run at the first call only.</summary>
    /// <exception cref="ModelException">The command gave none.</exception>
    public async Task<string?> GetAsync(CancellationToken cancellationToken) =>
        _command is null ? _known : await _command.GetAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a text can be a key: no blanks, no line breaks, nothing that a header cannot carry.</summary>
    public static bool IsPossible(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~');
}
