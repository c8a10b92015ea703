using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Documents.Formats;

namespace Rlm.Documents;

/// <summary>Finds documents by what a user writes on the command line: files, folders, globs, archives, standard input.</summary>
/// <param name="options">What is taken and how much disk it may take.</param>
/// <param name="logger">Told what was loaded and left out; null for nobody.</param>
public sealed class DocumentLoader(DocumentOptions options, ILogger? logger = null)
{
    private readonly LineIndexStore? _indexes;
    private readonly ConversionLimits _limits = ConversionLimits.Default;

    /// <summary>A loader that shares its indexes.</summary>
    internal DocumentLoader(DocumentOptions options, LineIndexStore indexes, ILogger? logger)
        : this(options, logger) => _indexes = indexes;

    /// <summary>A loader with other bounds on conversions.</summary>
    internal DocumentLoader(DocumentOptions options, ConversionLimits limits)
        : this(options) => _limits = limits;

    /// <summary>Loads documents. What cannot be had is in <see cref="DocumentSet.Problems"/>; nothing is thrown for it.</summary>
    /// <param name="specs">
    /// A file, a folder, a glob, a <c>.gz</c>, <c>.zip</c>, <c>.tar</c>, <c>.tar.gz</c> or <c>.tgz</c>, or <c>-</c> for
    /// standard input; relative to the current folder.
    /// </param>
    /// <param name="standardInput">What <c>-</c> means, or null when there is none. It is read to its end and not closed.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The documents, which belong to the caller, to be disposed of after the last use of any of their texts.</returns>
    public async Task<DocumentSet> LoadAsync(
        IReadOnlyList<string> specs, Stream? standardInput = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var loaded = await Task.Run(
            () => LoadCoreAsync(specs, standardInput, cancellationToken), cancellationToken).ConfigureAwait(false);
        DocumentLog.Loaded(
            logger ?? NullLogger.Instance, loaded.Documents.Count, loaded.Context.Length, loaded.LeftOut.Count, loaded.Problems.Count);
        return loaded;
    }

    private async Task<DocumentSet> LoadCoreAsync(
        IReadOnlyList<string> specs, Stream? standardInput, CancellationToken cancellationToken)
    {
        var intake = new DocumentIntake(options, _indexes ?? new LineIndexStore(options), _limits);
        try
        {
            var loading = new DocumentLoading(options, intake, specs, standardInput, cancellationToken);
            return await loading.RunAsync().ConfigureAwait(false);
        }
        catch
        {
            intake.Dispose();
            throw;
        }
    }
}
