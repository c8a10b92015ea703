namespace Rlm.Models;

/// <summary>The models of a run by what they are asked for.</summary>
public sealed class ModelPool : IDisposable
{
    private readonly IReadOnlyList<ChatModel> _models;

    /// <summary>Makes a pool; it disposes the models' clients.</summary>
    public ModelPool(IReadOnlyList<ChatModel> models)
    {
        _models = models;
        Root = Find(ModelRole.Root);
        Sub = Find(ModelRole.Sub);
        Coder = Find(ModelRole.Coder) ?? Root;
    }

    /// <summary>Drives the run, or null when no model has that role.</summary>
    public ChatModel? Root { get; }

    /// <summary>Answers <c>llm_query</c>, or null when no model has that role.</summary>
    public ChatModel? Sub { get; }

    /// <summary>Writes and mends code; the root model when no other has that role. Null when neither is there.</summary>
    public ChatModel? Coder { get; }

    /// <summary>Who is asked for a role, or null when nobody has it.</summary>
    internal ChatModel? For(ModelRole role) => role switch
    {
        ModelRole.Root => Root,
        ModelRole.Sub => Sub,
        ModelRole.Coder => Coder,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "One role is asked at a time."),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models)
        {
            model.Client.Dispose();
        }
    }

    private ChatModel? Find(ModelRole role) => _models.FirstOrDefault(m => (m.Options.Role & role) != 0);
}
