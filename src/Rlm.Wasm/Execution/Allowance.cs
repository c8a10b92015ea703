namespace Rlm.Wasm.Execution;

/// <summary>
/// What one part of an execution may use. An exact one is what is truly left when all parts before it are done, and all of
/// the memory. Any other is the most that can be left by then, and a share of the memory: what a part made of it counts
/// only where the exact one would have been no different; see <see cref="ExecutionAccount.Stands"/>.
/// </summary>
/// <param name="Fuel">Units of work.</param>
/// <param name="MemoryBytes">Linear memory.</param>
/// <param name="Calls">Calls to the host.</param>
/// <param name="IsExact">Whether no other part runs meanwhile.</param>
internal sealed record Allowance(ulong Fuel, long MemoryBytes, int Calls, bool IsExact);

/// <summary>
/// Ends a part whose calls can only be granted or refused once the parts before it are done. Goes through
/// <see cref="HostPort"/> and <see cref="GuestInstance"/> to <see cref="PartRunner"/>, never further.
/// </summary>
internal sealed class AllowanceException : Exception;
