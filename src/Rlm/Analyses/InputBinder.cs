using Rlm.Commands;
using Rlm.Documents;
using Rlm.Wasm;

namespace Rlm.Analyses;

/// <summary>
/// Gives each parameter of <c>analyze</c> its text: as named in <c>inputs</c>; a single one from <c>on</c>; several by the
/// file stems of documents or the names of variables.
/// </summary>
/// <param name="variables">The named texts.</param>
/// <param name="documents">The documents.</param>
/// <param name="on">What a single parameter gets, or null for all documents.</param>
/// <param name="inputs">Parameters and the names of their texts, or null.</param>
public sealed class InputBinder(
    Variables variables, DocumentSet documents, string? on, IReadOnlyDictionary<string, string>? inputs)
{
    /// <summary>Binds by the names of documents and variables alone.</summary>
    /// <param name="parameters">Names of the parameters, in order.</param>
    /// <param name="variables">The named texts.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="error">Why a parameter has no text, or null.</param>
    public static IReadOnlyList<Text>? ByName(
        IReadOnlyList<string> parameters, Variables variables, DocumentSet documents, out WasmError? error) =>
        new InputBinder(variables, documents, null, null).Bind(parameters, out error);

    /// <summary>A text for each parameter, or null and why there is none.</summary>
    public IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out WasmError? error)
    {
        var texts = new List<Text>(parameters.Count);
        foreach (var parameter in parameters)
        {
            if (Find(parameter, parameters.Count) is not { } text)
            {
                error = Mismatch(parameters, parameter);
                return null;
            }

            texts.Add(text);
        }

        error = null;
        return texts;
    }

    private Text? Find(string parameter, int count)
    {
        if (inputs is not null && inputs.TryGetValue(parameter, out var named))
        {
            return variables.Find(named);
        }

        if (count == 1)
        {
            // With one parameter, whatever single input was named is meant for it.
            return inputs is { Count: 1 } ? variables.Find(inputs.Values.First()) : variables.Find(on ?? Variables.Context);
        }

        if (variables.Stored.ContainsKey(parameter))
        {
            return variables.Find(parameter);
        }

        var matching = documents.Documents.Where(d => Stem(d.Name) == parameter).ToList();
        return matching.Count == 1 ? variables.Noted(documents.Find(matching[0].Name)) : null;
    }

    private WasmError Mismatch(IReadOnlyList<string> parameters, string parameter)
    {
        var form = string.Join(",", parameters.Select(p => $"\"{p}\":\"…\""));
        return new WasmError(
            WasmErrorCode.InputMismatch,
            $"It is not known which text the parameter `{parameter}` of `analyze` gets. Say so: \"inputs\":{{{form}}}. There are: {variables.Describe()}.");
    }

    /// <summary>A document's file name without ending, as it could be a parameter's name.</summary>
    private static string Stem(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        return string.Concat((dot > 0 ? file[..dot] : file).Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));
    }
}
