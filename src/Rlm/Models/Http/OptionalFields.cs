namespace Rlm.Models.Http;

/// <summary>The fields of one request that a server may do without.</summary>
/// <param name="refused">Those that it is known to refuse.</param>
internal sealed class OptionalFields(RefusedFields refused)
{
    private readonly List<string> _sent = [];

    /// <summary>The fields that were sent.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>Whether the server is known to refuse a field.</summary>
    public bool IsRefused(string field) => refused.Contains(field);

    /// <summary>Whether a field may be written; it then counts as sent.</summary>
    public bool Take(string field)
    {
        if (refused.Contains(field))
        {
            return false;
        }

        _sent.Add(field);
        return true;
    }
}
