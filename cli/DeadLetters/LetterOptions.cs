using System.CommandLine;

namespace Tocsin.Cli.DeadLetters;

/// <summary>The options that say which dead letters are meant.</summary>
internal sealed class LetterOptions
{
    private readonly Option<string?> _stage = new("--stage") { Description = "Of this stage: detect, route, deliver" };
    private readonly Option<string?> _errorClass = new("--class") { Description = "With this class of error, such as late, expired or http-5*" };
    private readonly Option<string?> _receiver = new("--receiver") { Description = "Deliveries to this receiver, such as slack.ops; * and ? stand for anything" };
    private readonly Option<string?> _rule = new("--rule") { Description = "About alarms of this rule; * and ? stand for anything" };
    private readonly Option<string?> _entity = new("--entity") { Description = "About this entity; * and ? stand for anything" };
    private readonly Option<long?> _since = TimeOption.Create("--since", "Not earlier than this", TimeProvider.System);
    private readonly Option<long?> _until = TimeOption.Create("--until", "Earlier than this", TimeProvider.System);

    private Option[] All => [_stage, _errorClass, _receiver, _rule, _entity, _since, _until];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    public bool AnyGiven(ParseResult result) => All.Any(option => result.GetResult(option) is not null);

    public LetterFilter Filter(ParseResult result) => new()
    {
        Stage = result.GetValue(_stage),
        ErrorClass = result.GetValue(_errorClass),
        Receiver = result.GetValue(_receiver),
        Rule = result.GetValue(_rule),
        Entity = result.GetValue(_entity),
        SinceMs = result.GetValue(_since),
        UntilMs = result.GetValue(_until),
    };
}
