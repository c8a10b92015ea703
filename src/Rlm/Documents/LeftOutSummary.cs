namespace Rlm.Documents;

/// <summary>Says in one line how much was left out and why.</summary>
public static class LeftOutSummary
{
    /// <summary>For example <c>left out: 12 ignored, 3 binary, 1 key file</c>; empty when nothing was.</summary>
    public static string Of(IEnumerable<LeftOut> leftOut)
    {
        var counts = leftOut
            .GroupBy(one => one.Reason)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .Select(group => $"{group.Count()} {Name(group.Key, group.Count())}");
        var all = string.Join(", ", counts);
        return all.Length == 0 ? "" : "left out: " + all;
    }

    private static string Name(LeftOutReason reason, int count) => (reason, count) switch
    {
        (LeftOutReason.Binary, _) => "binary",
        (LeftOutReason.Hidden, _) => "hidden",
        (LeftOutReason.Ignored, _) => "named in .gitignore",
        (LeftOutReason.DependencyFolder, 1) => "dependency folder",
        (LeftOutReason.DependencyFolder, _) => "dependency folders",
        (LeftOutReason.KeyFile, 1) => "key file",
        (LeftOutReason.KeyFile, _) => "key files",
        (LeftOutReason.Excluded, _) => "excluded",
        (LeftOutReason.NotIncluded, _) => "not included",
        (LeftOutReason.Link, 1) => "link",
        (LeftOutReason.Link, _) => "links",
        (LeftOutReason.NotAFile, _) => "no regular file",
        (LeftOutReason.Archive, 1) => "archive",
        (LeftOutReason.Archive, _) => "archives",
        (LeftOutReason.TooLarge, _) => "too large",
        (LeftOutReason.Unreadable, _) => "unreadable",
        (LeftOutReason.NameNotUtf8, 1) => "name that is not UTF-8",
        (LeftOutReason.NameNotUtf8, _) => "names that are not UTF-8",
        _ => "named twice",
    };
}
