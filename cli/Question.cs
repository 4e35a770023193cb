namespace Tocsin.Cli;

/// <summary>Asks before something is done.</summary>
internal static class Question
{
    /// <param name="terminal">Who is asked.</param>
    /// <param name="question">Ends with a question mark.</param>
    /// <param name="undone">What is said to have happened if the answer isn't yes, such as "not added".</param>
    /// <param name="stop">Interrupts.</param>
    public static bool Ask(Terminal terminal, string question, string undone, CancellationToken stop)
    {
        terminal.Out.Write($"{question} [y/N] ");
        terminal.Out.Flush();
        var answer = terminal.In.ReadLine();
        stop.ThrowIfCancellationRequested();
        if (answer is "y" or "Y" or "yes")
        {
            return true;
        }

        terminal.Out.WriteLine(answer is null ? $"Nobody answers: {undone}. --yes doesn't ask." : $"{char.ToUpperInvariant(undone[0])}{undone[1..]}.");
        return false;
    }
}
