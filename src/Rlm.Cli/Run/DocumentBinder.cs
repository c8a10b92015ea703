using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Wasm;

namespace Rlm.Cli.Run;

/// <summary>Gives the parameters of <c>analyze</c> what <c>--input</c> names; the rest by the names of the documents.</summary>
internal sealed class DocumentBinder(DocumentSet? documents, IReadOnlyDictionary<string, DocumentSet> named)
{
    public IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out WasmError? error)
    {
        if (named.Keys.FirstOrDefault(n => !parameters.Contains(n)) is { } unknown)
        {
            error = new WasmError(
                WasmErrorCode.InputMismatch, $"`analyze` has no parameter `{unknown}`; it has {string.Join(", ", parameters)}.");
            return null;
        }

        var rest = parameters.Where(p => !named.ContainsKey(p)).ToList();
        IReadOnlyList<Text>? found = [];
        error = null;
        if (rest.Count > 0)
        {
            if (documents is null)
            {
                error = new WasmError(WasmErrorCode.InputMismatch, $"Nothing was given for `{rest[0]}`: add --input {rest[0]}=DOC.");
                return null;
            }

            found = InputBinder.ByName(rest, new Variables(documents), documents, out error);
        }

        if (found is null)
        {
            error = error! with { Message = $"{error.Message} On the command line: {string.Join(' ', parameters.Select(p => $"--input {p}=DOC"))}" };
            return null;
        }

        var next = 0;
        return [.. parameters.Select(p => named.TryGetValue(p, out var set) ? set.Context : found[next++])];
    }
}
