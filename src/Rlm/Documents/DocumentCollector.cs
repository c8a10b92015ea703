namespace Rlm.Documents;

/// <summary>Gathers documents, what was left out and what is wrong, one thing asked for after the other.</summary>
internal sealed class DocumentCollector
{
    private readonly DocumentNames _names = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public List<Document> Documents { get; } = [];

    public List<LeftOut> LeftOut { get; } = [];

    public List<DocumentProblem> Problems { get; } = [];

    public void Problem(string spec, DocumentProblemCode code, string message) => Problems.Add(new(spec, code, message));

    /// <summary>What comes is one file that the user named: when it fails, that is a problem.</summary>
    public Scope Named(string spec) => new(this, spec, "", isNamed: true);

    /// <summary>What comes was found in a folder or by a glob: when one of it fails, it is left out.</summary>
    public Scope Swept(string spec, string prefix) => new(this, spec, prefix, isNamed: false);

    /// <summary>What comes out of one thing asked for. At its end it is a problem if nothing did.</summary>
    public sealed class Scope(DocumentCollector to, string spec, string prefix, bool isNamed) : IDisposable
    {
        private readonly int _documents = to.Documents.Count;
        private readonly int _leftOut = to.LeftOut.Count;
        private readonly int _problems = to.Problems.Count;

        /// <summary>Whether the file is met for the first time; if not, it is noted as left out.</summary>
        public bool IsNew(string path)
        {
            if (to._seen.Add(path))
            {
                return true;
            }

            to.LeftOut.Add(new(spec, LeftOutReason.Duplicate, $"'{path}' was named before"));
            return false;
        }

        /// <param name="path">File or archive on disk, or null.</param>
        /// <param name="name">Name of the document.</param>
        /// <param name="longer">A longer name for when that one is taken, or null.</param>
        /// <param name="document">What became of it.</param>
        public void Add(string? path, string name, string? longer, Ingested document)
        {
            if (document.Parts is { } parts)
            {
                foreach (var part in parts)
                {
                    Part(path, name, longer, part);
                }
            }
            else if (document.Text is { } text)
            {
                var unique = to._names.Take(At(name), longer is null ? null : At(longer));
                to.Documents.Add(new(unique, text)
                {
                    Path = path,
                    Encoding = document.Encoding,
                    Origin = document.Origin,
                    EndsInLine = document.EndsInLine,
                });
            }
            else if (isNamed)
            {
                to.Problem(spec, document.Code, Sentence(document));
            }
            else
            {
                LeaveOut(new(name, document.Reason, document.Detail));
            }
        }

        public void LeaveOut(LeftOut leftOut) => to.LeftOut.Add(leftOut with { Path = At(leftOut.Path) });

        public (int Documents, int LeftOut) Mark() => (to.Documents.Count, to.LeftOut.Count);

        public void TakeBack((int Documents, int LeftOut) mark)
        {
            to.Documents.RemoveRange(mark.Documents, to.Documents.Count - mark.Documents);
            to.LeftOut.RemoveRange(mark.LeftOut, to.LeftOut.Count - mark.LeftOut);
        }

        public void Dispose()
        {
            if (to.Documents.Count > _documents || to.Problems.Count > _problems)
            {
                return;
            }

            var leftOut = to.LeftOut[_leftOut..];
            if (leftOut.Count > 0 && leftOut.TrueForAll(one => one.Reason == LeftOutReason.Duplicate))
            {
                return;
            }

            to.Problem(spec, DocumentProblemCode.NothingMatched, leftOut.Count == 0
                ? $"'{spec}' holds no document. Check the path or the pattern."
                : $"'{spec}' holds no document that is taken; {LeftOutSummary.Of(leftOut)}. Include patterns or naming a file takes it all the same.");
        }

        /// <summary>What fails of several is left out, also when their file was named: the others are there.</summary>
        private void Part(string? path, string name, string? longer, IngestedPart part)
        {
            var below = part.Name.Length == 0 ? "" : "/" + DocumentNames.Clean(part.Name);
            if (part.Content.Text is null)
            {
                LeaveOut(new(name + below, part.Content.Reason, part.Content.Detail));
            }
            else
            {
                Add(path, name + below, longer is null ? null : longer + below, part.Content);
            }
        }

        private string At(string name) => prefix.Length == 0 ? name : $"{prefix}/{name}";

        private string Sentence(Ingested document) => document.Code switch
        {
            DocumentProblemCode.NotText => $"'{spec}' is not read: {document.Detail}.",
            DocumentProblemCode.TooLarge => $"'{spec}' is too large: {document.Detail}",
            DocumentProblemCode.BrokenArchive => $"'{spec}' is damaged or no archive of its kind: {document.Detail} Make it anew, or unpack what can be had and name that.",
            DocumentProblemCode.SpillFailed => $"'{spec}' could not be read: {document.Detail}",
            _ => $"'{spec}' could not be read: {document.Detail}",
        };
    }
}
