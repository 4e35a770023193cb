using System.CommandLine;
using Tocsin.Cli.Applying;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Files;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Routing;

/// <summary>The options that say which settings a command looks at: files, or the rules in force on a cluster.</summary>
internal sealed class SettingsOptions
{
    private readonly KafkaOptions _kafka = new();
    private readonly Option<string?> _rules = new("--rules") { Description = "A settings file of rules [default: the rules in force on the cluster, or none if there is only --dispatch]" };
    private readonly Option<string?> _dispatch = new("--dispatch") { Description = "Dispatch's settings file, with routes and hooks of its own" };

    public void AddTo(Command command)
    {
        command.Options.Add(_rules);
        command.Options.Add(_dispatch);
        _kafka.AddTo(command);
    }

    /// <summary>Null after errors, all of which are told; warnings are left to <c>tocsin check</c>.</summary>
    public Settings? Read(ParseResult result, Terminal terminal)
    {
        var problems = new List<Problem>();
        var files = new List<InputFile>();
        var rules = Rules(result, files, problems);
        var own = Own(result, files, problems);
        if (problems.Exists(problem => problem.Severity == Severity.Error))
        {
            ProblemText.Write(terminal with { Out = terminal.Error }, problems.Where(problem => problem.Severity == Severity.Error), files);
            return null;
        }

        return new Settings(rules, own ?? RoutingSettings.Empty);
    }

    private RuleSet? Rules(ParseResult result, List<InputFile> files, List<Problem> problems)
    {
        if (result.GetValue(_rules) is { } path)
        {
            var file = new InputFile(path, File.ReadAllText(path));
            files.Add(file);
            var read = SettingsReader.Read(file.Text, file.Name);
            problems.AddRange(read.Problems);
            return read.RuleSet;
        }

        if (result.GetValue(_dispatch) is not null && !_kafka.IsGiven(result))
        {
            return null;
        }

        using var topic = new RulesTopic(_kafka.Client(result), _kafka.Topics(result));
        return topic.Find(RulesSource.Active(topic).Version);
    }

    private RoutingSettings? Own(ParseResult result, List<InputFile> files, List<Problem> problems)
    {
        if (result.GetValue(_dispatch) is not { } path)
        {
            return RoutingSettings.Empty;
        }

        var file = new InputFile(path, File.ReadAllText(path));
        files.Add(file);
        var read = RoutingReader.Read(file.Text, file.Name);
        problems.AddRange(read.Problems);
        return read.Settings;
    }

    /// <summary>What was read. Rules are null where none were asked for.</summary>
    internal sealed record Settings(RuleSet? Rules, RoutingSettings Own);
}
