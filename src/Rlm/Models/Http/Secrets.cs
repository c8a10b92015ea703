namespace Rlm.Models.Http;

/// <summary>What must not come back: servers repeat the key that they did not like, and messages end up in traces.</summary>
internal sealed class Secrets
{
    /// <summary>A shorter one is no secret, and would tear words apart.</summary>
    private const int Shortest = 6;

    private readonly Lock _gate = new();
    private string[] _all = [];

    public void Add(string secret)
    {
        lock (_gate)
        {
            if (secret.Length >= Shortest && !_all.Contains(secret))
            {
                _all = [.. _all, secret];
            }
        }
    }

    public string Hide(string text) => _all.Aggregate(text, (hidden, secret) => hidden.Replace(secret, "[key]", StringComparison.Ordinal));
}
