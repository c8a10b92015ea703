namespace Rlm.Configuration;

/// <summary>Settings of the service, <c>[server]</c>.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where it listens; apart by <c>;</c>.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8642";

    /// <summary>Folders below which a request may name documents. Default: none.</summary>
    public IReadOnlyList<string> AllowedPaths { get; init; } = [];

    /// <summary>File of keys, one <c>NAME KEY</c> a line, or null.</summary>
    public string? KeysFile { get; init; }

    /// <summary>Whether it may be reached from other machines without a key.</summary>
    public bool NoKeys { get; init; }

    /// <summary>Runs that go on at once, 1 to 10,000.</summary>
    public int MaxConcurrentRuns { get; init; } = 256;

    /// <summary>Runs that wait for a place, 0 to 1,000,000; one more is refused.</summary>
    public int QueueLimit { get; init; } = 1_000;

    /// <summary>Runs of one key that go on or wait, 1 to 1,000,000; null: as many as there are places.</summary>
    public int? MaxRunsPerKey { get; init; }

    /// <summary>Bytes of a JSON request, 1 KiB to 1 GiB.</summary>
    public long MaxRequestBytes { get; init; } = 16L << 20;

    /// <summary>Bytes of all files of an upload, 1 KiB to 1 TiB.</summary>
    public long MaxUploadBytes { get; init; } = 2L << 30;

    /// <summary>How long a run goes on whose stream nobody reads any more, 0 to 3,600 seconds.</summary>
    public TimeSpan ReconnectTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long runs may take to end when the service stops, 0 to 3,600 seconds; what goes on then is parked.</summary>
    public TimeSpan ShutdownTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What is out of range; none when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        var checks = new (bool Holds, string Rule)[]
        {
            (MaxConcurrentRuns is >= 1 and <= 10_000, "server.max_concurrent_runs lies between 1 and 10,000"),
            (QueueLimit is >= 0 and <= 1_000_000, "server.queue_limit lies between 0 and 1,000,000"),
            (MaxRunsPerKey is null or (>= 1 and <= 1_000_000), "server.max_runs_per_key lies between 1 and 1,000,000"),
            (MaxRequestBytes is >= 1L << 10 and <= 1L << 30, "server.max_request_bytes lies between 1 KiB and 1 GiB"),
            (MaxUploadBytes is >= 1L << 10 and <= 1L << 40, "server.max_upload_bytes lies between 1 KiB and 1 TiB"),
            (ReconnectTime.TotalSeconds is >= 0 and <= 3_600, "server.reconnect_secs lies between 0 and 3,600"),
            (ShutdownTime.TotalSeconds is >= 0 and <= 3_600, "server.shutdown_secs lies between 0 and 3,600"),
        };
        return checks.Where(c => !c.Holds).Select(c => c.Rule)
            .Concat(Urls.Split(';').Where(u => !IsAddress(u)).Select(u => $"server.urls: {u} is no address such as http://127.0.0.1:8642"))
            .Concat(AllowedPaths.Where(p => !Directory.Exists(p)).Select(p => $"server.allowed_paths: there is no folder {p}"));
    }

    private static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        ? address.Scheme is "http" or "https"
        : url.StartsWith("http://*", StringComparison.Ordinal) || url.StartsWith("http://+", StringComparison.Ordinal);
}
