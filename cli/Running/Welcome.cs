using Tocsin.Protos;

namespace Tocsin.Cli.Running;

/// <summary>The first screen: what runs, where it is, and what to try next.</summary>
internal static class Welcome
{
    public static void Write(Terminal terminal, string bootstrap, string rulesFile, string policies, string dispatchFile, string? demoPrefix, Uri receiver, Uri? telemetry)
    {
        var topics = new Topics();
        var command = Environment.GetEnvironmentVariable("TOCSIN_COMMAND") is { Length: > 0 } named ? named : CommandLine.Name;
        terminal.Out.WriteLine($"{terminal.Bold("Tocsin is up.")} Ctrl-C ends it.");
        terminal.Out.WriteLine($"  Kafka    {bootstrap} (in memory)");
        terminal.Out.WriteLine($"  metrics  {topics.Metrics}");
        terminal.Out.WriteLine($"  alarms   {topics.Alarms}");
        terminal.Out.WriteLine($"  rules    {rulesFile} (edit it: a change is applied within a second)");
        terminal.Out.WriteLine($"  policies {policies} (edit it, too: what is done about alarms)");
        terminal.Out.WriteLine($"  told     {receiver} shows what arrives; {dispatchFile} says who is told, besides the hooks of the rules");
        if (demoPrefix is not null)
        {
            terminal.Out.WriteLine($"  demo     six services of a small shop in {new Topics(demoPrefix).Metrics}; each second is a minute of theirs");
        }

        if (telemetry is not null)
        {
            terminal.Out.WriteLine($"  health   {telemetry}metrics, {telemetry}healthz/ready");
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Try in another terminal (the alarm comes when the minute is over):");
        terminal.Out.WriteLine($"  {Command(command, $"publish --bootstrap {bootstrap} --metric service_resp_time --entity mine --value 1500 --minutes 3")}");
        terminal.Out.WriteLine($"  {Command(command, $"tail alarms --bootstrap {bootstrap}{(demoPrefix is null ? "" : $" --prefix {demoPrefix}")}")}");
        terminal.Out.WriteLine($"  curl -d '' '{new Uri(receiver, "/mode?status=503&for=20")}'   # the receiver fails for 20 seconds; then what waited arrives");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Alarms, by the clock of the log (UTC):");
        terminal.Out.Flush();
    }

    /// <summary>A command that contains "ARGS" takes the arguments in quotes there, as make does.</summary>
    private static string Command(string command, string arguments) => command.EndsWith("ARGS=", StringComparison.Ordinal)
        ? $"{command}\"{arguments}\""
        : $"{command} {arguments}";
}
