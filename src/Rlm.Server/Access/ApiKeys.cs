using System.Security.Cryptography;
using System.Text;
using Rlm.Configuration;

namespace Rlm.Server.Access;

/// <summary>The keys of the service. Only their hashes are kept, and all are compared in constant time.</summary>
internal sealed class ApiKeys
{
    /// <summary>Names a key that has none.</summary>
    public const string Variable = "RLM_SERVER_KEY";

    /// <summary>Shorter ones can be guessed.</summary>
    private const int LeastCharacters = 16;

    private readonly IReadOnlyList<(string Name, byte[] Hash)> _keys;

    private ApiKeys(IReadOnlyList<(string Name, byte[] Hash)> keys) => _keys = keys;

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>Reads the keys; what is wrong goes to the problems.</summary>
    public static ApiKeys Load(ServerSettings settings, Func<string, string?> environment, ICollection<string> problems)
    {
        var keys = new List<(string Name, byte[] Hash)>();
        if (environment(Variable) is { Length: > 0 } only)
        {
            Add("default", only, Variable);
        }

        if (settings.KeysFile is { } path)
        {
            var number = 0;
            foreach (var line in ReadLines(path, problems))
            {
                number++;
                var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words is [] || words[0].StartsWith('#'))
                {
                    continue;
                }

                if (words is not [var name, var key])
                {
                    problems.Add($"{path}:{number}: a line is NAME KEY");
                    continue;
                }

                Add(name, key, $"{path}:{number}");
            }
        }

        return new ApiKeys(keys);

        void Add(string name, string key, string place)
        {
            if (key.Length < LeastCharacters)
            {
                problems.Add($"{place}: a key has at least {LeastCharacters} characters; `openssl rand -hex 24` makes one");
            }
            else if (keys.Exists(k => k.Name == name))
            {
                problems.Add($"{place}: there is a key of the name {name} already");
            }
            else
            {
                keys.Add((name, Hash(key)));
            }
        }
    }

    /// <summary>Whose key it is, or null. Takes the same time whichever it is.</summary>
    public string? NameOf(string key)
    {
        var hash = Hash(key);
        string? found = null;
        foreach (var (name, other) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, other) ? name : found;
        }

        return found;
    }

    /// <summary>What a cookie keeps of the key of a name, so that it ends with the key; null when there is no such name.</summary>
    public string? StampOf(string name) => _keys.Where(k => k.Name == name).Select(k => Convert.ToHexStringLower(SHA256.HashData(k.Hash))).FirstOrDefault();

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string[] ReadLines(string path, ICollection<string> problems)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            {
                problems.Add($"server.keys_file: {path} can be read by everybody; chmod 600 it");
            }

            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"server.keys_file: {path} cannot be read: {exception.Message}");
            return [];
        }
    }
}
