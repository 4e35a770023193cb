using System.CommandLine;
using Tocsin.Converge.Shields;
using Tocsin.Engine.Shields;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary><c>tocsin silence expire</c>.</summary>
internal static class ExpireCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var ids = new Argument<string[]>("SILENCE") { Description = "Their ids, or the beginnings of them, as 'tocsin silence query' shows them", Arity = ArgumentArity.OneOrMore };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "expire",
            "Ends silences now. What is still active is told again with its next repeat or firing. Exit code: 0 all of them are over; 1 nothing was ended; 2 wrong usage.",
            ("one of the list", "tocsin silence expire 1f2e3d4c"))
        {
            ids, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            using var topic = new ShieldsTopic(kafka.Client(result), kafka.Topics(result), TimeProvider.System);
            var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var shields = new List<Shield>();
            topic.Publish(all =>
            {
                shields = [.. (result.GetValue(ids) ?? []).Select(id => Find(all, id)).DistinctBy(shield => shield.Id)];
                return shields.Where(shield => !Shielding.IsOver(shield, nowMs)).Select(shield => new Shield(shield) { IsExpired = true, UntilMs = nowMs });
            });
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                JsonOutput.Write(terminal.Out, new { Silences = shields.Select(shield => new { shield.Id, WasOver = Shielding.IsOver(shield, nowMs), For = MatchText.Of(shield.Match) }) });
            }
            else
            {
                shields.ForEach(shield => terminal.Out.WriteLine(Line(shield, nowMs)));
            }

            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static string Line(Shield shield, long nowMs) => Shielding.IsOver(shield, nowMs)
        ? $"{shield.Id} was over since {LogTime.Text(shield.UntilMs)}Z"
        : $"{shield.Id} expired: {OneLine.Of(MatchText.Of(shield.Match))}";

    private static Shield Find(IReadOnlyDictionary<string, Shield> all, string id)
    {
        var shield = IdText.One(all.Where(each => IdText.Fits(each.Key, id)).ToDictionary(), id)
            ?? throw new StageFailureException($"there is no silence {OneLine.Of(id)}; 'tocsin silence query --expired' shows those there are. Nothing was expired");
        return shield.FileName.Length == 0 ? shield
            : throw new StageFailureException($"silence {shield.Id} comes from the policies' file, where it is called '{shield.FileName}': take it out there. Nothing was expired");
    }
}
