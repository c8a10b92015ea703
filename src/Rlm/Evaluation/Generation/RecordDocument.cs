using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>Messages of customers: date, user, label and a sentence; to be counted by each.</summary>
internal static class RecordDocument
{
    private const int Users = 40;
    private const int Months = 24;
    private static readonly string[] Labels = ["account", "billing", "delivery", "praise", "returns", "spam"];

    public static IReadOnlyList<GeneratedTask> Write(SizedWriter writer, SplitMix64 random)
    {
        var users = random.Choose(Enumerable.Range(1_000, 9_000), Users);
        var weights = Labels.Select(_ => 10 + random.Below(40)).ToArray();
        var counts = new RecordCounts(users.Count, Months, Labels.Length);
        while (true)
        {
            var (month, user, label) = ((int)random.Below(Months), (int)random.Below(Users), Weighted(weights, random));
            var line = $"{Month(month)}-{1 + random.Below(28):00} | user {users[user]} | {Labels[label]} | {Filler.Sentence(random)}";
            if (!writer.Fits(line))
            {
                break;
            }

            writer.WriteLine(line);
            counts.Add(user, month, label);
        }

        return Tasks(counts, users, random);
    }

    private static IReadOnlyList<GeneratedTask> Tasks(RecordCounts counts, List<int> users, SplitMix64 random)
    {
        const string records = "Each line is a record: date | user | label | text.";
        var sought = random.Choose(Enumerable.Range(0, Labels.Length), 3);
        var (first, second, third) = (sought[0], sought[1], sought[2]);
        var user = (int)random.Below(Users);
        var comparison = counts.Label(first).CompareTo(counts.Label(second)) switch { > 0 => "more", < 0 => "fewer", _ => "equal" };
        return
        [
            new("count", $"{records} How many records have the label {Labels[first]}? Answer with the number alone.", counts.Label(first), "number"),
            new("common", $"{records} Which label do most records have? Of labels with the same count the first in alphabetical order. Answer with the label alone.", List(Labels[counts.MostCommonLabel()]), "set"),
            new("compare", $"{records} Are there more, fewer or equally many records with the label {Labels[first]} than with the label {Labels[second]}? Answer with one word: more, fewer or equal.", List(comparison), "set"),
            new("user", $"{records} How many records of user {users[user]} have the label {Labels[third]}? Answer with the number alone.", counts.UserLabel(user, third), "number"),
            new("busiest-user", $"{records} Which user has the most records with the label {Labels[second]}? Of users with the same count the smallest number. Answer with the user's number alone.", counts.BusiestUser(second, users), "number"),
            new("busiest-month", $"{records} In which month are there the most records with the label {Labels[third]}? Of months with the same count the earliest. Answer in the form YYYY-MM.", List(Month(counts.BusiestMonth(third))), "set"),
        ];
    }

    private static JsonArray List(string item) => [JsonValue.Create(item)];

    private static string Month(int month) => $"{2023 + (month / 12)}-{1 + (month % 12):00}";

    private static int Weighted(long[] weights, SplitMix64 random)
    {
        var at = random.Below(weights.Sum());
        var label = 0;
        while (at >= weights[label])
        {
            at -= weights[label++];
        }

        return label;
    }
}
