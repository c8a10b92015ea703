using System.CommandLine;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Sessions;

namespace Rlm.Cli.Sessions;

/// <summary><c>rlm sessions</c>: what <c>rlm ask --session</c> keeps.</summary>
internal static class SessionsCommand
{
    public static Argument<string> Name { get; } = new("NAME") { Description = "A session." };

    public static Command Create() => new("sessions", "Shows and removes what `rlm ask --session NAME` keeps.")
    {
        SessionsList.Create(), SessionsShow.Create(), SessionsDelete.Create(),
    };

    public static SessionStore Store(Settings? settings = null) =>
        new(RlmPaths.Sessions, settings?.Rlm.Sessions ?? new SessionOptions(), TimeProvider.System);
}
