using Rlm.Wasm.Toolchain.Packages;

namespace Rlm.Wasm.Tests.Toolchain;

public sealed class PackageSelectionTests
{
    private const string Common = """

        Package: lld-22
        Version: 1:22.1
        Depends: libllvm22, liblld-22

        Package: lld-19
        Version: 1:19.1

        Package: liblld-22
        Version: 1:22.1

        Package: libllvm22
        Version: 1:22.1
        Depends: libc6 (>= 2.34), libz3-4, libxml2

        Package: libz3-4
        Version: 4.8
        Depends: libgone

        Package: libxml2
        Version: 2.9

        Package: libc6
        Version: 2.36

        Package: libc6-dev
        Version: 2.36
        Depends: linux-libc-dev, libcrypt-dev

        Package: librust-regex-dev
        Version: 1.7
        Provides: librust-regex+default-dev (= 1.7)
        Depends: librust-memchr-2+default-dev (>= 2.4), librust-nowhere-dev

        Package: librust-memchr-dev
        Version: 2.5
        Provides: librust-memchr-2+default-dev (= 2.5)

        Package: librust-serde-json-dev
        Version: 1.0
        Provides: librust-serde-json+default-dev

        """;

    private static PackageIndex Index(string packages)
    {
        var index = new PackageIndex();
        index.Read(new StringReader(packages + "\n" + Common));
        return index;
    }

    private static string Family(string suffix, string version, bool target = false, bool sources = true) => $"""

        Package: rustc{suffix}
        Version: {version}
        Size: 5
        Depends: libc6 (>= 2.34), libstd-rust{suffix}-dev (= {version}), gcc, libc-dev, binutils

        Package: cargo{suffix}
        Version: {version}
        Size: 7
        Depends: libcurl4 | libcurl3, rustc{suffix}, gcc | clang

        Package: libstd-rust{suffix}-dev
        Version: {version}
        Depends: libllvm22

        Package: libcurl4
        Version: 7

        {(target ? $"Package: libstd-rust{suffix}-dev-wasm32\nVersion: {version}\n" : "")}
        {(sources ? $"Package: rust{suffix}-src\nVersion: {version}\n" : "")}

        """;

    private static string[] Names(PackageSelection selection) => [.. selection.Packages.Select(package => package.Name)];

    [Fact]
    public void The_newest_complete_compiler_is_taken_with_what_it_needs()
    {
        var index = Index(Family("", "1.63.0+dfsg1-2") + Family("-web", "1.96.0+dfsg1-1~deb12u2") + Family("-9.0", "9.0", sources: false));

        var selection = PackageSelection.Choose(index, name => name is "libz3-4" or "libc6")!;

        Assert.Empty(selection.Missing);
        Assert.False(selection.HasTarget);
        Assert.Equal(12, selection.DownloadSize);
        Assert.Equal(
            [
                "cargo-web", "libc6-dev", "libcurl4", "liblld-22", "libllvm22", "librust-memchr-dev", "librust-regex-dev",
                "librust-serde-json-dev", "libstd-rust-web-dev", "libxml2", "lld-22", "rust-web-src", "rustc-web",
            ],
            Names(selection));
    }

    [Fact]
    public void A_packaged_library_for_the_target_saves_building_it()
    {
        var selection = PackageSelection.Choose(Index(Family("", "1.85", target: true)), _ => true)!;

        Assert.True(selection.HasTarget);
        Assert.Contains("libstd-rust-dev-wasm32", Names(selection));
        Assert.DoesNotContain("rust-src", Names(selection));
    }

    [Fact]
    public void Parts_of_the_toolchain_are_taken_though_the_machine_has_them()
    {
        var selection = PackageSelection.Choose(Index(Family("", "1.85")), _ => true)!;

        Assert.Contains("libllvm22", Names(selection));
        Assert.DoesNotContain("libxml2", Names(selection));
    }

    [Fact]
    public void What_cannot_be_had_is_named()
    {
        var selection = PackageSelection.Choose(Index(Family("", "1.85")), name => name == "libc6")!;

        Assert.Equal(["libgone"], selection.Missing);
    }

    [Fact]
    public void Without_sources_and_library_there_is_no_compiler()
    {
        Assert.Null(PackageSelection.Choose(Index(Family("", "1.85", sources: false)), _ => true));
    }

    [Theory]
    [InlineData("1.96.0+dfsg1-1~deb12u2", "1.85.0+dfsg3-1~deb12u3")]
    [InlineData("1.0", "1.0~rc1")]
    [InlineData("1:0.1", "9.9")]
    [InlineData("1.10", "1.9")]
    [InlineData("1.0-2", "1.0-1")]
    [InlineData("1.0a", "1.0")]
    [InlineData("1.0+b", "1.0a")]
    public void Versions_are_ordered_as_Debian_orders_them(string newer, string older)
    {
        Assert.True(DebianVersion.Compare(newer, older) > 0);
        Assert.True(DebianVersion.Compare(older, newer) < 0);
        Assert.Equal(0, DebianVersion.Compare(newer, newer));
    }
}
