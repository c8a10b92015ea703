namespace Rlm.Testing;

/// <summary>How many cases a family of tests runs: all of them with <c>make test-security</c>, a part in <c>make test</c>.</summary>
public static class Cases
{
    /// <summary>Whether the families run in full: <c>RLM_TEST_SECURITY=1</c>.</summary>
    public static bool InFull { get; } = Environment.GetEnvironmentVariable("RLM_TEST_SECURITY") == "1";

    /// <summary>One of two numbers of cases.</summary>
    /// <param name="full">What <c>make test-security</c> runs.</param>
    /// <param name="quick">What <c>make test</c> runs; seconds, not minutes.</param>
    public static int Of(int full, int quick) => InFull ? full : quick;
}
