using Tocsin.Runtime.State;

namespace Tocsin.Runtime.Logs;

/// <summary>
/// Reads the changelog of a partition from its beginning to the end it had when reading began, committed records only. Where a transaction is
/// still open before that end, reading waits for its outcome: stopping there would lose state that was committed after it.
/// </summary>
internal interface IStateReader : IDisposable
{
    bool IsAtEnd { get; }

    /// <summary>The next record, null if none has come yet or all have been read.</summary>
    StateRecord? Read();
}
