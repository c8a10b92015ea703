namespace Rlm.Models.Pool;

/// <summary>
/// Whose turn it is among the models of one role: smooth weighted round robin, which spreads a heavy model's turns evenly
/// between those of the others. As in nginx's ngx_http_upstream_round_robin.c.
/// </summary>
internal sealed class RoleTurns(IReadOnlyList<ModelLane> lanes)
{
    private readonly Lock _gate = new();
    private readonly int[] _due = new int[lanes.Count];

    public IReadOnlyList<ModelLane> Lanes => lanes;

    /// <summary>All models in the order in which they are to be asked: those that rest come last.</summary>
    /// <param name="preferred">Who goes first when it does not rest, or null.</param>
    public IReadOnlyList<ModelLane> Next(ModelLane? preferred)
    {
        if (lanes.Count <= 1)
        {
            return lanes;
        }

        var awake = lanes.Select(l => !l.IsResting).ToArray();
        if (preferred is not null)
        {
            return [.. Order(awake, i => lanes[i] == preferred ? int.MaxValue : lanes[i].Weight)];
        }

        lock (_gate)
        {
            var among = Array.Exists(awake, a => a) ? awake : [.. awake.Select(_ => true)];
            var total = 0;
            for (var i = 0; i < lanes.Count; i++)
            {
                if (among[i])
                {
                    _due[i] += lanes[i].Weight;
                    total += lanes[i].Weight;
                }
            }

            var order = Order(among, i => _due[i]).ToList();
            _due[Array.IndexOf([.. lanes], order[0])] -= total;
            return order;
        }
    }

    private IEnumerable<ModelLane> Order(bool[] awake, Func<int, int> rank) =>
        Enumerable.Range(0, lanes.Count).OrderByDescending(i => awake[i]).ThenByDescending(rank).Select(i => lanes[i]);
}
