using System.CommandLine;
using Tocsin.Protos;

namespace Tocsin.Cli.Lagging;

/// <summary>The options that say what the services' consumer groups are called, where they were started with names of their own.</summary>
internal sealed class GroupOptions
{
    private const string Detect = "detect";
    private const string Converge = "converge";
    private const string Dispatch = "dispatch";
    private readonly Option<string?> _detect = Named(Detect, "Detect's consumer group");
    private readonly Option<string?> _converge = Named(Converge, "What the names of Converge's consumer groups begin with");
    private readonly Option<string?> _dispatch = Named(Dispatch, "What the names of Dispatch's consumer groups begin with");

    public void AddTo(Command command)
    {
        command.Options.Add(_detect);
        command.Options.Add(_converge);
        command.Options.Add(_dispatch);
    }

    /// <summary>All stages, in the order in which an alarm passes them.</summary>
    public IReadOnlyList<FollowedStage> Stages(ParseResult result, Topics topics) =>
        Stages(topics, result.GetValue(_detect), result.GetValue(_converge), result.GetValue(_dispatch));

    internal static IReadOnlyList<FollowedStage> Stages(Topics topics, string? detect, string? converge, string? dispatch)
    {
        var (detects, converges, dispatches) = (Names(topics, Detect, detect), Names(topics, Converge, converge), Names(topics, Dispatch, dispatch));
        return
        [
            new("detect", topics.Metrics, detects),
            Of("match", topics.Alarms, converges),
            Of("converge", topics.Actions, converges),
            Of("execute", topics.Commands, dispatches),
            Of("route", topics.Alarms, dispatches) with { IsAlternative = true },
            Of("deliver", topics.Deliveries, dispatches),
        ];
    }

    private static FollowedStage Of(string name, string topic, IReadOnlyList<string> services) => new(name, topic, [.. services.Select(service => $"{service}.{name}")]);

    /// <summary>Whether services are told of a prefix or not, their groups are named after the usual one; those of <c>tocsin up</c> after theirs.</summary>
    private static IReadOnlyList<string> Names(Topics topics, string service, string? given) =>
        given is not null ? [given] : [.. new[] { topics.Prefix, new Topics().Prefix }.Distinct().Select(prefix => $"{prefix}.{service}")];

    private static Option<string?> Named(string service, string description) => new($"--{service}-group") { Description = $"{description} [default: PREFIX.{service}, else {new Topics().Prefix}.{service}]" };
}
