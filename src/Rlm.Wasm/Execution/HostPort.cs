using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Unicode;

namespace Rlm.Wasm.Execution;

/// <summary>
/// The host's end of the calls of one instance; mirrors <c>guest/rlm/src/host.rs</c>. Every address and length comes from
/// the guest and is checked. What the guest crate would never do ends the guest; what an author may do is an <c>Err</c>.
/// Nothing is thrown through the guest's frames but markers: what the host threw is kept aside.
/// </summary>
internal sealed class HostPort(PartCalls calls)
{
    private const int Ask = 1;
    private const int Run = 2;
    private const int Var = 3;

    /// <summary>Address and length of a text, or the two words of a reply.</summary>
    private const int PairBytes = 2 * sizeof(uint);

    private const int Done = 0;
    private const int NoLongerThere = 1;
    private const int NotUtf8 = 2;

    private GuestMemory? _memory;
    private AnalysisInput?[] _waiting = [];
    private ExceptionDispatchInfo? _thrown;

    /// <summary>From now on the guest may call.</summary>
    public void Open(GuestMemory memory) => _memory = memory;

    /// <summary>Throws what the host threw during a call.</summary>
    public void ThrowIfHostFailed() => _thrown?.Throw();

    /// <summary><c>call</c> of the guest: 0 when the replies were filled in, else the length of the reason for refusing all.</summary>
    public int Call(int kind, uint texts, uint count, uint replies) => Guarded(() =>
    {
        _waiting = [];
        if (!IsCall(kind, count))
        {
            throw new HostProtocolException("it makes a call that there is not");
        }

        if (calls.Refuse(count) is { } refusal)
        {
            return RefuseAll(refusal);
        }

        var answers = kind == Ask ? count : 1;
        _ = Span(replies, answers * PairBytes);
        var (read, why) = Read(texts, (int)count);
        if (read is null)
        {
            return RefuseAll(why!);
        }

        // Memory is as it was: the guest waits.
        Answer(
            kind switch
            {
                Ask => calls.Ask(read),
                Run => [calls.Run(read[0], read[1])],
                _ => [calls.ReadVariable(read[0])],
            },
            Span(replies, answers * PairBytes));
        return 0;
    });

    /// <summary><c>take</c> of the guest: writes one text of the last call into memory.</summary>
    public int Take(uint index, uint address) => Guarded(() =>
    {
        if (index >= _waiting.Length || _waiting[index] is not { } text)
        {
            throw new HostProtocolException("it takes a text that it was not told of");
        }

        _waiting[index] = null;
        var span = Span(address, text.Length);
        return !text.TryRead(0, span) ? NoLongerThere : Utf8.IsValid(span) ? Done : NotUtf8;
    });

    private static bool IsCall(int kind, uint count) => kind switch
    {
        Ask => count > 0,
        Run => count == 2,
        Var => count == 1,
        _ => false,
    };

    private (string[]? Texts, string? Why) Read(uint address, int count)
    {
        var pairs = Span(address, count * PairBytes);
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            total += Pair(pairs, i).Length;
        }

        if (total > HostCalls.MaxRequestBytes)
        {
            return (null, GuestErrors.RequestTooLarge(total));
        }

        var read = new string[count];
        for (var i = 0; i < count; i++)
        {
            var text = Pair(pairs, i);
            var bytes = Span(text.Address, text.Length);
            if (!Utf8.IsValid(bytes))
            {
                return (null, GuestErrors.RequestNotUtf8);
            }

            read[i] = Encoding.UTF8.GetString(bytes);
        }

        return (read, null);
    }

    private static GuestText Pair(ReadOnlySpan<byte> pairs, int index) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(pairs[(index * PairBytes)..]),
        BinaryPrimitives.ReadUInt32LittleEndian(pairs[((index * PairBytes) + sizeof(uint))..]));

    private void Answer(IReadOnlyList<HostReply> answers, Span<byte> replies)
    {
        _waiting = new AnalysisInput?[answers.Count];
        for (var i = 0; i < answers.Count; i++)
        {
            var (success, text) = answers[i].Text.Length is >= 0 and <= int.MaxValue
                ? answers[i]
                : HostReply.Refused(GuestErrors.ReplyTooLarge(answers[i].Text.Length));
            _waiting[i] = text;
            BinaryPrimitives.WriteUInt32LittleEndian(replies[(i * PairBytes)..], success ? 0u : 1u);
            BinaryPrimitives.WriteUInt32LittleEndian(replies[((i * PairBytes) + sizeof(uint))..], (uint)text.Length);
        }
    }

    private int RefuseAll(string reason)
    {
        var text = AnalysisInput.FromText(reason);
        _waiting = [text];
        return (int)text.Length;
    }

    private Span<byte> Span(uint address, long length) =>
        _memory is { } memory && memory.TryGetSpan(address, length, out var span)
            ? span
            : throw new HostProtocolException("it gives a place that is not in its memory");

    private int Guarded(Func<int> answer)
    {
        try
        {
            return answer();
        }
        catch (Exception exception) when (exception is not HostProtocolException)
        {
            // Not hidden: GuestInstance throws it once the guest's frames are gone.
            _thrown = ExceptionDispatchInfo.Capture(exception);
            throw new HostFailedException();
        }
    }
}

/// <summary>Ends a guest that calls as the guest crate never does. Travels through its frames to <see cref="GuestInstance"/>, never further.</summary>
internal sealed class HostProtocolException(string what) : Exception(what);

/// <summary>Ends a guest whose host threw. Travels through its frames to <see cref="GuestInstance"/>, never further.</summary>
internal sealed class HostFailedException : Exception;
