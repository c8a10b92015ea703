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
    }

    /// <summary>Drives the run, or null when no model has that role.</summary>
    public ChatModel? Root { get; }

    /// <summary>Answers <c>llm_query</c>, or null when no model has that role.</summary>
    public ChatModel? Sub { get; }

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
