using System.Collections.Concurrent;

namespace Rlm.Runs;

/// <summary>Answers by key: each is found out once, and all who want it meanwhile or later get the same.</summary>
/// <typeparam name="T">What is found out.</typeparam>
/// <param name="isKept">Whether an answer is kept. One that is not goes to those who wait for it, and is found out anew by the next.</param>
internal sealed class SingleFlight<T>(Func<T, bool> isKept)
{
    private readonly ConcurrentDictionary<string, Task<T>> _answers = new(StringComparer.Ordinal);

    /// <param name="key">What is wanted.</param>
    /// <param name="find">Finds it out; for one caller at a time.</param>
    /// <param name="cancellationToken">Gives up for this caller alone; another one who waits goes on in its place.</param>
    public async Task<T> GetAsync(string key, Func<Task<T>> find, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            var shared = _answers.GetOrAdd(key, mine.Task);
            if (shared == mine.Task)
            {
                return await FindAsync(key, find, mine).ConfigureAwait(false);
            }

            try
            {
                return await shared.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever began gave up; what is wanted still is.
            }
        }
    }

    private async Task<T> FindAsync(string key, Func<Task<T>> find, TaskCompletionSource<T> answer)
    {
        try
        {
            var found = await find().ConfigureAwait(false);
            if (!isKept(found))
            {
                _answers.TryRemove(key, out _);
            }

            answer.SetResult(found);
            return found;
        }
        finally
        {
            if (!answer.Task.IsCompleted)
            {
                _answers.TryRemove(key, out _);
                answer.SetCanceled(CancellationToken.None);
            }
        }
    }
}
