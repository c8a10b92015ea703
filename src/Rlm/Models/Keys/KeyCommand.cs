using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Rlm.Models.Http;

namespace Rlm.Models.Keys;

/// <summary>A program that prints a key, such as that of a password manager. Run once, at the first use, without a shell.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyCommand(IReadOnlyList<string> command, TimeProvider time) : IDisposable
{
    /// <summary>A key has less.</summary>
    private const int MaxBytes = 16 << 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _key;

    /// <exception cref="ModelException">It gave none; the message repeats nothing that it printed.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is not null)
        {
            return _key;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _key ??= await RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var process = Start();
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var printed = await OpenAnswer.ReadBoundedAsync(process.StandardOutput.BaseStream, MaxBytes, either.Token).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            var key = Encoding.UTF8.GetString(printed).Trim();
            return process.ExitCode != 0 ? throw Failed($"ended with status {process.ExitCode}")
                : ApiKey.IsPossible(key) ? key
                : throw Failed("printed nothing, or more than a key on one line");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"was not done after {Limit.TotalSeconds:0} s", exception);
        }
        finally
        {
            Stop(process);
        }
    }

    private Process Start()
    {
        try
        {
            var start = new ProcessStartInfo(ProgramPath.Find(command[0]) ?? throw Failed("was not found on the path; name a program of the path, or a whole path"), command.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException)
        {
            throw Failed($"could not be started: {exception.Message}", exception);
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }

    private ModelException Failed(string why, Exception? exception = null) => new(
        ModelErrorCode.NotConfigured, $"The `api_key_command` {command[0]} {why}. It has to print the key, and nothing else, within {Limit.TotalSeconds:0} s.", exception);
}
