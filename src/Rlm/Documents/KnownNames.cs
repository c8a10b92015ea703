namespace Rlm.Documents;

/// <summary>Names of files and folders that are no documents of anyone's, although nothing marks them so.</summary>
internal static class KnownNames
{
    private static readonly HashSet<string> Dependencies = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "__pypackages__", "__MACOSX",
    };

    // A folder with an everyday name counts only beside the file of the tool that makes it.
    private static readonly (string Folder, string[] Beside)[] Built =
    [
        ("bin", ["*.csproj", "*.fsproj", "*.vbproj"]),
        ("obj", ["*.csproj", "*.fsproj", "*.vbproj"]),
        ("target", ["Cargo.toml", "pom.xml", "build.sbt"]),
        ("vendor", ["go.mod", "composer.json", "Gemfile"]),
        ("build", ["build.gradle", "build.gradle.kts", "CMakeLists.txt", "pubspec.yaml", "setup.py"]),
        ("dist", ["package.json", "setup.py", "pyproject.toml"]),
        ("Pods", ["Podfile"]),
        ("deps", ["mix.exs"]),
        ("_build", ["mix.exs", "dune-project", "rebar.config"]),
        ("elm-stuff", ["elm.json"]),
    ];

    private static readonly Glob[] Keys =
    [
        .. new[]
        {
            "id_{rsa,dsa,ecdsa,ed25519,ecdsa_sk,ed25519_sk}", "*.{pem,key,pfx,p12,p8,jks,keystore,kdbx,ppk,ovpn}",
            ".env", ".env.*", "*.env", ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".my.cnf", ".htpasswd",
            ".git-credentials", ".dockercfg", "credentials", "credentials.{json,xml,yml,yaml,toml,ini}",
            "secrets.{json,yml,yaml,toml}", "client_secret*.json", "service-account*.json", ".vault-token",
            "authorized_keys", "known_hosts", "*.tfstate", "*.tfstate.backup", "kubeconfig",
        }.Select(pattern => Glob.ForPath(pattern)),
    ];

    private static readonly Glob Example = Glob.ForPath("*.{example,sample,template,dist}");

    /// <summary>Whether the file may hold a key or a password.</summary>
    public static bool IsKeyFile(string name) =>
        Array.Exists(Keys, key => key.IsMatch(name)) && !Example.IsMatch(name);

    /// <summary>Whether the folder holds what a package manager or a build put there.</summary>
    /// <param name="name">Name of the folder.</param>
    /// <param name="beside">Names of the entries beside it; null where they are not known, as in an archive.</param>
    public static bool IsDependencyFolder(string name, IReadOnlyCollection<string>? beside)
    {
        if (Dependencies.Contains(name))
        {
            return true;
        }

        foreach (var (folder, tools) in Built)
        {
            if (folder == name && beside is not null)
            {
                return beside.Any(entry => Array.Exists(tools, tool => GlobMatch.Name(tool, entry)));
            }
        }

        // A Python environment may have any name, most often this one.
        return name == "venv";
    }
}
