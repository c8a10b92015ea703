using Rlm.Testing;

namespace Rlm.Wasm.Tests.Toolchain;

/// <summary>A folder tree that looks like a rustc, and answers and compiles as a script says.</summary>
internal sealed class FakeCompiler
{
    private readonly TempFolder _folder;
    private readonly string _name;

    public FakeCompiler(TempFolder folder, string name = "fake", string version = "1.99.0 (0123abcd0 2026-01-01)")
    {
        (_folder, _name) = (folder, name);
        Write(version);
        Directory.CreateDirectory(folder.PathOf(name, "lib", "rustlib"));
    }

    public string Rustc => _folder.PathOf(_name, "bin", "rustc");

    /// <summary>Every start appends a line here.</summary>
    public int Starts => File.Exists(StartsFile) ? File.ReadAllLines(StartsFile).Length : 0;

    private string StartsFile => _folder.PathOf(_name, "starts");

    public FakeCompiler WithTarget()
    {
        _folder.Write($"{_name}/lib/rustlib/wasm32-unknown-unknown/lib/libstd-1.rlib", "std");
        return this;
    }

    public FakeCompiler WithLinker()
    {
        Executable(_folder.Write($"{_name}/lib/rustlib/fake-host/bin/rust-lld", "#!/bin/sh\n"));
        return this;
    }

    /// <summary>A compiler that prints what rustc prints, and writes a file for every crate.</summary>
    public void Write(string version) => Executable(_folder.Write($"{_name}/bin/rustc", $$"""
        #!/bin/sh
        echo "$*" >> '{{StartsFile}}'
        case "$1" in
          -vV) printf 'rustc %s\nhost: fake-host\nrelease: 1.99.0\n' '{{version}}' ;;
          --print) echo '{{_folder.PathOf(_name)}}' ;;
          *) while [ $# -gt 0 ]; do [ "$1" = --out-dir ] && echo built > "$2/librlm.rlib"; shift; done ;;
        esac

        """));

    public static string Executable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
