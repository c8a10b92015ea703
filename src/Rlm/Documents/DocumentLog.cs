using Microsoft.Extensions.Logging;

namespace Rlm.Documents;

internal static partial class DocumentLog
{
    [LoggerMessage(LogLevel.Debug, "{Documents} documents of {Bytes} bytes loaded, {LeftOut} left out, {Problems} problems")]
    public static partial void Loaded(ILogger logger, int documents, long bytes, int leftOut, int problems);
}
