using System.Diagnostics;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

public sealed class FolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_come_in_ordinal_order_of_their_paths()
    {
        Write("b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "B.txt", "a-b.txt", "ä.txt");
        using var set = await Load.From(_folder.Path);
        Assert.Equal(["B.txt", "a-b.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "ä.txt"], set.Names());
        Assert.Equal("B.txt\na-b.txt\na.txt\na/b/c.txt\na/z.txt\nb.txt\nä.txt\n", Texts.String(set.Context));
        Assert.Empty(set.LeftOut);
    }

    [Fact]
    public async Task Nested_and_negated_ignore_rules_hold()
    {
        _folder.Write("repo/.git/info/exclude", "*.secret\n");
        _folder.Write("repo/.gitignore", "*.log\n/top.txt\nbuilt/\ndocs/**/draft\n# comment\n\\#odd\n");
        _folder.Write("repo/app/.gitignore", "!keep.log\n*.tmp\n");
        Write(
            "repo/a.log", "repo/top.txt", "repo/app/top.txt", "repo/app/keep.log", "repo/app/drop.log", "repo/built/x.txt",
            "repo/app/built/x.txt", "repo/docs/a/draft/x.txt", "repo/docs/a/x.txt", "repo/app/x.tmp", "repo/x.tmp", "repo/#odd", "repo/x.secret");
        using var set = await Load.From(_folder.PathOf("repo"));
        Assert.Equal(["app/keep.log", "app/top.txt", "docs/a/x.txt", "x.tmp"], set.Names());
        Assert.Equal(
            ["#odd", "a.log", "app/built/", "app/drop.log", "app/x.tmp", "built/", "docs/a/draft/", "top.txt", "x.secret"],
            set.Out(LeftOutReason.Ignored));

        // Rules above the folder hold in it too, and none for a folder that is named itself.
        using var inner = await Load.From(_folder.PathOf("repo/app"));
        Assert.Equal(["keep.log", "top.txt"], inner.Names());
        using var built = await Load.From(_folder.PathOf("repo/built"));
        Assert.Equal(["x.txt"], built.Names());
        using var all = await Load.With(new() { NoIgnore = true }, _folder.PathOf("repo"));
        Assert.Equal(15, all.Documents.Count);
        Assert.Equal([".git/"], all.Out(LeftOutReason.Hidden));
    }

    [Fact]
    public async Task Hidden_files_dependencies_and_keys_stay_out_unless_they_are_meant()
    {
        Write(
            "src/a.js", ".hidden", ".github/ci.yml", "node_modules/x/index.js", "web/package.json", "web/dist/app.js",
            "dist/notes.txt", "id_rsa", "server.pem", ".env", ".env.example", "bin/run.txt", "net/a.csproj", "net/bin/out.txt");
        using (var set = await Load.From(_folder.Path))
        {
            Assert.Equal(["bin/run.txt", "dist/notes.txt", "net/a.csproj", "src/a.js", "web/package.json"], set.Names());
            Assert.Equal([".env", "id_rsa", "server.pem"], set.Out(LeftOutReason.KeyFile));
            Assert.Equal([".env.example", ".github/", ".hidden"], set.Out(LeftOutReason.Hidden));
            Assert.Equal(["net/bin/", "node_modules/", "web/dist/"], set.Out(LeftOutReason.DependencyFolder));
            Assert.Equal(
                "left out: 3 hidden, 3 dependency folders, 3 key files", LeftOutSummary.Of(set.LeftOut));
        }

        using var meant = await Load.With(
            new() { Include = ["*.pem", ".env", "node_modules/x/*", ".github/**"] }, _folder.Path);
        Assert.Equal([".env", ".github/ci.yml", "node_modules/x/index.js", "server.pem"], meant.Names());
        using var js = await Load.With(new() { Include = ["*.js"], Exclude = ["src"] }, _folder.Path);
        Assert.Empty(js.Documents);
        Assert.Equal(DocumentProblemCode.NothingMatched, js.Problem());
        using var named = await Load.From(_folder.PathOf("id_rsa"), _folder.PathOf(".env"));
        Assert.Equal(["id_rsa", ".env"], named.Names());
    }

    [Fact]
    public async Task A_glob_takes_what_a_shell_would()
    {
        Write("logs/a.log", "logs/b.txt", "logs/x/c.log", "logs/.d.log", "logs/node_modules/e.log", "other/f.log", "logs/[odd].log");
        _folder.Write(".gitignore", "*.log\n");
        await Check("logs/**/*.log", "[odd].log", "a.log", "x/c.log");
        await Check("logs/*.log", "[odd].log", "a.log");
        await Check("*/*.log", "logs/[odd].log", "logs/a.log", "other/f.log");
        await Check("logs/{b,q}.t?t", "b.txt");
        await Check("logs/[odd].log", "[odd].log");
        await Check("**/[a-c].log", "logs/a.log", "logs/x/c.log");
        using var none = await Load.From(_folder.PathOf("logs/*.json"));
        Assert.Equal(DocumentProblemCode.NothingMatched, none.Problem());
        using var nowhere = await Load.From(_folder.PathOf("nowhere/*.json"));
        Assert.Equal(DocumentProblemCode.NotFound, nowhere.Problem());

        async Task Check(string glob, params string[] expected)
        {
            using var set = await Load.From(_folder.Path + "/" + glob);
            Assert.Equal(expected, set.Names());
        }
    }

    [Fact]
    public async Task Links_are_not_followed_inside_a_folder_but_are_when_named()
    {
        Write("in/a.txt", "out/b.txt");
        File.CreateSymbolicLink(_folder.PathOf("in/link.txt"), _folder.PathOf("in/a.txt"));
        Directory.CreateSymbolicLink(_folder.PathOf("in/loop"), _folder.PathOf("in"));
        Directory.CreateSymbolicLink(_folder.PathOf("in/outside"), _folder.PathOf("out"));
        File.CreateSymbolicLink(_folder.PathOf("in/self"), "self");
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(["link.txt", "loop", "outside", "self"], set.Out(LeftOutReason.Link));
        using var named = await Load.From(_folder.PathOf("in/link.txt"), _folder.PathOf("in/outside"));
        Assert.Equal(["link.txt", "outside/b.txt"], named.Names());
        using var self = await Load.From(_folder.PathOf("in/self"));
        Assert.Equal(DocumentProblemCode.Unreadable, self.Problem());
    }

    [Fact]
    public async Task Pipes_and_devices_are_never_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are told from files on Linux only");
        Write("in/a.txt");
        Load.MakePipe(_folder.PathOf("in/pipe.log"));
        Load.MakePipe(_folder.PathOf("in/.gitignore"));
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal([".gitignore", "pipe.log"], set.Out(LeftOutReason.NotAFile));
        using var named = await Load.From(_folder.PathOf("in/pipe.log"), "/dev/zero");
        Assert.Equal(
            [DocumentProblemCode.NotAFile, DocumentProblemCode.NotAFile], named.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task A_name_that_is_not_utf8_is_left_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are bytes on Linux only");
        Write("in/a.txt");
        await Shell("printf x > \"$(printf 'n\\377.txt')\"");
        using var set = await Load.From(_folder.PathOf("in"));
        await Shell("rm n*");
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(["n\uFFFD.txt"], set.Out(LeftOutReason.NameNotUtf8));

        async Task Shell(string command)
        {
            using var shell = Process.Start("/bin/sh", ["-c", $"cd \"$0\" && {command}", _folder.PathOf("in")]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_folder_without_documents_is_a_problem_that_says_why()
    {
        Write(".hidden");
        using var set = await Load.From(_folder.Path);
        Assert.Equal(DocumentProblemCode.NothingMatched, set.Problem());
        Assert.Contains("1 hidden", set.Problems[0].Message, StringComparison.Ordinal);
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            _folder.Write(name, name);
        }
    }
}
