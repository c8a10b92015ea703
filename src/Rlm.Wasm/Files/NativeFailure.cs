using System.Runtime.InteropServices;

namespace Rlm.Wasm.Files;

/// <summary>What a failed call into the system is as the exception that .NET would have thrown.</summary>
internal static class NativeFailure
{
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;

    public static Exception Of(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}.";
        return error is NotPermitted or AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }
}
