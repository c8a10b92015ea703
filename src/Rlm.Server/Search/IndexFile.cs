using System.Globalization;
using Microsoft.Data.Sqlite;
using Rlm.Traces;

namespace Rlm.Server.Search;

/// <summary>The SQLite file of the index, its owner's alone.</summary>
internal sealed class IndexFile : IDisposable
{
    private const string Name = "index.sqlite";

    /// <summary>Of another form: it is made again.</summary>
    private const long Version = 1;

    private readonly SqliteConnection _connection;

    private IndexFile(SqliteConnection connection) => _connection = connection;

    /// <exception cref="SqliteException">It cannot be used.</exception>
    public static IndexFile Open(string folder)
    {
        var path = Path.Combine(folder, Name);
        Make(folder, path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ConnectionString);
        try
        {
            connection.Open();
            var file = new IndexFile(connection);
            file.Prepare();
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Delete(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, Name + "*"))
        {
            File.Delete(path);
        }
    }

    public SqliteTransaction Begin() => _connection.BeginTransaction();

    /// <summary>What is in it, by identity.</summary>
    public Dictionary<string, SeenTrace> Known()
    {
        var known = new Dictionary<string, SeenTrace>(StringComparer.Ordinal);
        using var command = Command("SELECT id, bytes, changed, status FROM runs");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            known[reader.GetString(0)] = new SeenTrace(reader.GetInt64(1), reader.GetInt64(2), (RunStatus)reader.GetInt32(3));
        }

        return known;
    }

    public void Put(IndexedRun run)
    {
        var summary = run.Summary;
        Remove(summary.Id);
        Execute(
            "INSERT INTO runs (id, question, started, status, answer, bytes, changed) VALUES ($a, $b, $c, $d, $e, $f, $g)",
            summary.Id, summary.Question, summary.Started?.ToString("O", CultureInfo.InvariantCulture), (int)summary.Status, summary.Answer, run.Bytes, run.Changed);
        Execute(
            "INSERT INTO texts (rowid, id, question, answer, documents) SELECT rowid, id, question, answer, $b FROM runs WHERE id = $a", summary.Id, run.Documents);
    }

    public void Remove(string id)
    {
        Execute("DELETE FROM texts WHERE rowid = (SELECT rowid FROM runs WHERE id = $a)", id);
        Execute("DELETE FROM runs WHERE id = $a", id);
    }

    /// <param name="match">A query of the full-text search, or null for all runs.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">At most so many.</param>
    public RunMatches Find(string? match, int offset, int limit)
    {
        var from = match is null ? "FROM runs" : "FROM runs WHERE rowid IN (SELECT rowid FROM texts WHERE texts MATCH $a)";
        using var count = Command("SELECT count(*) " + from, match);
        var total = Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture);
        var runs = new List<RunSummary>();
        using var command = Command($"SELECT id, question, started, status, answer {from} ORDER BY id DESC LIMIT $b OFFSET $c", match, limit, offset);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            runs.Add(new RunSummary(
                reader.GetString(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                (RunStatus)reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return new RunMatches(runs, total);
    }

    public void Dispose() => _connection.Dispose();

    private static void Make(string folder, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }).Dispose();
    }

    private void Prepare()
    {
        Execute("PRAGMA journal_mode = WAL");
        using var version = Command("PRAGMA user_version");
        if ((long)version.ExecuteScalar()! != Version)
        {
            Execute("DROP TABLE IF EXISTS runs");
            Execute("DROP TABLE IF EXISTS texts");
            Execute("CREATE TABLE runs (rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, question TEXT NOT NULL, started TEXT, status INTEGER NOT NULL, answer TEXT, bytes INTEGER NOT NULL, changed INTEGER NOT NULL)");
            Execute("CREATE VIRTUAL TABLE texts USING fts5 (id, question, answer, documents, tokenize = 'unicode61 remove_diacritics 2')");
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        }
    }

    private void Execute(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    /// <summary>A command whose parameters are <c>$a</c>, <c>$b</c> and so on; no text of anybody's is ever part of the SQL.</summary>
    private SqliteCommand Command(string sql, params object?[] values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is made of constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
