using Rlm.Models.Pool;

namespace Rlm.Models;

/// <summary>
/// The models of a run by what they are asked for. Several of one role share its requests by weight, and stand in for each
/// other when one fails.
/// </summary>
public sealed class ModelPool : IDisposable
{
    private readonly ModelLane[] _lanes;
    private readonly RoleTurns _root;
    private readonly RoleTurns _sub;
    private readonly RoleTurns _coder;

    /// <summary>Makes a pool; it disposes the models' clients.</summary>
    /// <param name="models">Any number; of equal weight, the first one goes first.</param>
    /// <param name="time">The clock of limits and waits. Null: the system's.</param>
    public ModelPool(IReadOnlyList<ChatModel> models, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        _lanes = [.. models.Select(m => new ModelLane(m, time ?? TimeProvider.System))];
        _root = Of(ModelRole.Root);
        _sub = Of(ModelRole.Sub);
        _coder = Of(ModelRole.Coder) is { Lanes.Count: > 0 } coders ? coders : _root;
    }

    /// <summary>Drives the run: of several the one that goes first. Null when no model has that role.</summary>
    public ChatModel? Root => First(_root);

    /// <summary>Answers <c>llm_query</c>: of several the one that goes first. Null when no model has that role.</summary>
    public ChatModel? Sub => First(_sub);

    /// <summary>Writes and mends code; the root model when no other has that role. Null when neither is there.</summary>
    public ChatModel? Coder => First(_coder);

    /// <summary>The providers of all its models.</summary>
    public IReadOnlyList<ProviderOptions> Providers => [.. _lanes.Select(l => l.Model.Options)];

    /// <summary>Models that are asked nothing: for runs whose every answer is recorded.</summary>
    public static ModelPool Offline(IReadOnlyList<ProviderOptions> providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        return new ModelPool([.. providers.Select(p => new ChatModel(p.Model, "nowhere", new OfflineChatClient(), p))]);
    }

    /// <summary>A model whose price is not known, or null.</summary>
    internal ChatModel? WithoutPrice() =>
        _lanes.Select(l => l.Model).FirstOrDefault(m => m.Options.PricePrompt is null || m.Options.PriceCompletion is null);

    /// <summary>Whose properties stand for a role, or null when nobody has it.</summary>
    internal ChatModel? For(ModelRole role) => role switch
    {
        ModelRole.Root => Root,
        ModelRole.Sub => Sub,
        ModelRole.Coder => Coder,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "One role is asked at a time."),
    };

    /// <summary>Who is asked next for a role, and who after that when it fails; empty when nobody has it.</summary>
    /// <param name="role">One role.</param>
    /// <param name="preferred">Who goes first when it can be reached, or null for whose turn it is.</param>
    internal IReadOnlyList<ModelLane> Turn(ModelRole role, ModelLane? preferred = null) => role switch
    {
        ModelRole.Root => _root.Next(preferred),
        ModelRole.Sub => _sub.Next(preferred),
        ModelRole.Coder => _coder.Next(preferred),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "One role is asked at a time."),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private static ChatModel? First(RoleTurns turns) => turns.Lanes.MaxBy(l => l.Weight)?.Model;

    private RoleTurns Of(ModelRole role) => new([.. _lanes.Where(l => (l.Model.Options.Role & role) != 0)]);
}
