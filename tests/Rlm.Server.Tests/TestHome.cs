using System.Runtime.CompilerServices;

namespace Rlm.Server.Tests;

/// <summary>A home for the runs of all tests of this process, so that nobody's own are touched.</summary>
internal static class TestHome
{
    public static string Path { get; } = Directory.CreateTempSubdirectory("rlm-server-tests-").FullName;

    // The cache of compiled analyses would be new every time; that of the checkout is warm, and its modules are sealed.
    [ModuleInitializer]
    internal static void Move()
    {
        Environment.SetEnvironmentVariable("RLM_HOME", Path);
        Environment.SetEnvironmentVariable("RLM_SERVER_KEY", null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path, recursive: true);
    }
}
