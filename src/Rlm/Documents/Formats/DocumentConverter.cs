namespace Rlm.Documents.Formats;

/// <summary>Turns a file of a known format into text, on a thread of its own and within bounds.</summary>
/// <param name="options">Which formats, and how much of them.</param>
/// <param name="spill">Takes the text.</param>
/// <param name="limits">Bounds on each conversion.</param>
internal sealed class DocumentConverter(DocumentOptions options, SpillFile spill, ConversionLimits limits) : IDisposable
{
    /// <summary>A parser that recurses meets its own bound, or the check of the runtime, long before the end of this.</summary>
    private const int StackBytes = 64 << 20;

    /// <summary>Files that parsers have to seek in but that came as a stream, and attachments until their turn.</summary>
    public SpillFile Scratch { get; } = new(options.SpillFolder, options.MaxSpillBytes);

    public void Dispose() => Scratch.Dispose();

    /// <summary>What the file may be, of what is to be converted.</summary>
    public FormatGuess Guess(ReadOnlySpan<byte> head, string name)
    {
        var guess = FormatGuesser.Of(head, name);
        return FormatTable.Possible(guess).Any(options.Formats.Contains) ? guess : FormatGuess.None;
    }

    /// <summary>Converts a file, up to its attachments.</summary>
    /// <param name="guess">What it may be; not <see cref="FormatGuess.None"/>.</param>
    /// <param name="stream">The file, which can be sought in.</param>
    /// <param name="budget">What it and what it lies in have expanded to.</param>
    /// <param name="isNested">Whether it is an attachment.</param>
    /// <param name="cancellationToken">Ends it at once, whatever the parser is doing.</param>
    /// <returns>What became of it; null when it is of no format that is converted.</returns>
    /// <exception cref="SpillWriteException">The text cannot be written.</exception>
    public async Task<Converted?> ConvertAsync(
        FormatGuess guess, Stream stream, ExpansionBudget budget, bool isNested, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = spill.Length;
        var to = new Conversion(spill, Scratch, budget, isNested, stop.Token);
        var length = stream.Length;
        var most = limits.Time + (limits.TimePerMebibyte * (length >> 20));
        var running = Start(() => Run(guess, stream, to));
        Converted? converted = null;
        try
        {
            converted = await Until(running, most, stop, cancellationToken).ConfigureAwait(false)
                ?? new(Refused($"it took longer than {most.TotalSeconds:N0} seconds to convert. Convert it to text yourself and name that."));
            return converted.Content.Code == DocumentProblemCode.NothingMatched ? null : converted;
        }
        finally
        {
            // A parser that is still at it finds everything closed; its thread ends with the process at the latest.
            to.Close();
            if (converted?.Content.Parts is null)
            {
                spill.Truncate(start);
            }
        }
    }

    /// <summary>What became of a document, and the files in it that are read next.</summary>
    public sealed record Converted(Ingested Content, IReadOnlyList<Conversion.Attachment> Attachments)
    {
        public Converted(Ingested content)
            : this(content, [])
        {
        }
    }

    private static Ingested Refused(string detail) =>
        Ingested.Refused(LeftOutReason.Unreadable, DocumentProblemCode.NotConverted, detail);

    /// <returns>Null when time ran out.</returns>
    private async Task<Converted?> Until(
        Task<Converted> running, TimeSpan most, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(most, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(limits.Grace, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Task<Converted> Start(Func<Converted> convert)
    {
        var done = new TaskCompletionSource<Converted>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    done.SetResult(convert());
                }
                catch (Exception fault)
                {
                    // Handed to whoever waits, who decides what it means.
                    done.SetException(fault);
                }
            },
            StackBytes)
        { IsBackground = true, Name = "rlm conversion" };
        thread.Start();

        // What nobody waits for any more is nobody's fault.
        _ = done.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        return done.Task;
    }

    private Converted Run(FormatGuess guess, Stream stream, Conversion to)
    {
        DocumentFormat? format = null;
        try
        {
            if (FormatTable.Of(guess, stream) is not { } found || !options.Formats.Contains(found.Format))
            {
                return new(Ingested.Refused(default, DocumentProblemCode.NothingMatched, ""));
            }

            format = found.Format;
            if (stream.Length > found.MaxBytes)
            {
                throw NotConvertedException.TooLarge(
                    $"{new DocumentOrigin(found.Format, null).Name} of more than {found.MaxBytes:N0} bytes is not parsed in memory. Split it, or convert it to text yourself and name that.");
            }

            stream.Position = 0;
            found.Convert(stream, to);
            return to.Parts.Count == 0 && to.Attachments.Count == 0
                ? new(Ingested.NoText($"{new DocumentOrigin(found.Format, null).Name} without any text"))
                : new(Ingested.Several(to.Parts), to.Attachments);
        }
        catch (NotConvertedException refused)
        {
            return new(refused.Refused);
        }
        catch (SpillLimitException fault)
        {
            return new(Ingested.Failed(fault));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ObjectDisposedException or SpillWriteException))
        {
            // The one place that takes any exception: parsers answer damage with whatever their code happens to meet. So that
            // a bug of ours is not hidden, what is told names the type and the text of what was thrown.
            var name = format is { } known ? new DocumentOrigin(known, null).Name : "an Office document";
            return new(Refused(
                $"it is damaged or of a kind of {name} that is not known ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}). " +
                "Open and save it with the program that made it, or convert it to text yourself and name that."));
        }
    }
}
