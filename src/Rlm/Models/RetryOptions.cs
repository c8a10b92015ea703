namespace Rlm.Models;

/// <summary>How a request that failed for a passing reason is repeated.</summary>
public sealed record RetryOptions
{
    /// <summary>Tries after the first, 0 to 10. Default: 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Wait before the second try; it doubles each time, with jitter. Default: 1 second.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait, also when the provider asks for more. Default: 60 seconds.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);
}
