using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>A state of the ledger in one line: when it was written, where the delivery stands, whom it is for, what it tells, and why it stands there.</summary>
internal static class DeliveryLine
{
    public static string Of(DeliveryState state, long timeMs, Terminal terminal)
    {
        var receiver = state.Receiver.Length > 0 ? OneLine.Of(state.Receiver) : "nobody";
        var why = OneLine.Of(string.Join(' ', new[] { state.Reason, state.Detail }.Where(text => text.Length > 0)));
        return $"{LogTime.Text(timeMs)}  {DeliveryWord.Painted(state.Status, terminal)}  {receiver}  {What(state, terminal)}  {why}{Attempts(state)}".TrimEnd();
    }

    private static string What(DeliveryState state, Terminal terminal) => state.AlarmCount > 0
        ? terminal.Bold($"summary of {Plural.Of((int)state.AlarmCount, "alarm")}")
        : $"{StateWord.Painted(state.AlarmState, terminal)}  {OneLine.Of(state.RuleName)}  {terminal.Bold(OneLine.Of(state.Name))}";

    private static string Attempts(DeliveryState state) => state.Attempts == 0 ? ""
        : $" ({Plural.Of((int)state.Attempts, "attempt")}{(state.Status == DeliveryStatus.Retrying ? $", the next at {LogTime.Text(state.NextMs)}" : "")})";
}
