using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Cli.Tests;

/// <summary>A terminal without a screen: what programs write to it can be read.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControl = 0x100;
    private readonly SafeFileHandle _master;

    // Held open, so that the terminal does not end while nobody else has it open.
    private readonly SafeFileHandle _slave;

    public PseudoTerminal()
    {
        _master = new SafeFileHandle(PosixOpenPt(ReadWrite | NoControl), ownsHandle: true);
        var name = new byte[256];
        var master = (int)_master.DangerousGetHandle();
        Assert.Equal((0, 0, 0), (GrantPt(master), UnlockPt(master), PtsName(master, name, name.Length)));
        Name = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
        _slave = File.OpenHandle(Name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>The device that a program opens.</summary>
    public string Name { get; }

    /// <summary>Everything that is written until a program has ended.</summary>
    public async Task<string> ReadAsync(Task ended)
    {
        const string mark = "\0the end\0";
        var reading = Task.Run(() =>
        {
            var all = new List<byte>();
            var buffer = new byte[4096];
            while (Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(all)[Math.Max(0, all.Count - mark.Length)..]) != mark)
            {
                var read = Read((int)_master.DangerousGetHandle(), buffer, buffer.Length);
                Assert.True(read > 0, "The terminal ended.");
                all.AddRange(buffer.AsSpan(0, (int)read));
            }

            return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(all)[..^mark.Length]);
        });
        await ended;
        await RandomWriteAsync(Encoding.UTF8.GetBytes(mark));
        return await reading;
    }

    public void Dispose()
    {
        _slave.Dispose();
        _master.Dispose();
    }

    private Task RandomWriteAsync(byte[] bytes) => Task.Run(() => Assert.Equal(bytes.Length, Write((int)_slave.DangerousGetHandle(), bytes, bytes.Length)));

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static extern int PosixOpenPt(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static extern int GrantPt(int handle);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static extern int UnlockPt(int handle);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static extern int PtsName(int handle, byte[] name, nint length);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int handle, byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int handle, byte[] buffer, nint length);
}
