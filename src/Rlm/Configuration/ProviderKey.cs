namespace Rlm.Configuration;

/// <summary>One key of a <c>[[providers]]</c> table.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">What its value is, for people.</param>
/// <param name="Default">What holds when it is left out, for people.</param>
/// <param name="Description">What it means.</param>
/// <param name="Apply">Takes a value over; gives back what is wrong with it, or null.</param>
internal sealed record ProviderKey(
    string Name, string Kind, string Default, string Description, Func<ProviderDraft, ProviderValue, string?> Apply);
