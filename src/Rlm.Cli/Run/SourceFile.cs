namespace Rlm.Cli.Run;

/// <summary>The file that holds an analysis.</summary>
internal static class SourceFile
{
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException)
        {
            throw new UsageException($"{path} cannot be read: {exception.Message}");
        }
    }
}
