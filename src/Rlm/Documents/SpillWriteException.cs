namespace Rlm.Documents;

/// <summary>The spill file cannot be made or written. Never leaves the loader, which makes it a value.</summary>
internal sealed class SpillWriteException(string folder, Exception cause) : IOException(
    $"its text has to be written to '{folder}', and that failed: {cause.Message} Name another spill folder, or make room.",
    cause);
