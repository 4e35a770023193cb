using System.CommandLine;

namespace Tocsin.Cli.Auditing;

/// <summary>The options that say which part of the log a command is about, by log time.</summary>
internal sealed class RangeOptions
{
    private readonly Option<long?> _from;
    private readonly Option<long?> _to;

    public RangeOptions(TimeProvider time)
    {
        _from = TimeOption.Create("--from", "The first log time", time);
        _from.Required = true;
        _to = TimeOption.Create("--to", "The log time at which the range ends [default: all there is]", time);
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_to);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_from) is { Errors: var errors } from && !errors.Any() && from.GetValueOrDefault<long?>() is { } fromMs
                && result.GetResult(_to)?.GetValueOrDefault<long?>() is { } toMs && toMs <= fromMs)
            {
                result.AddError("--to isn't later than --from");
            }
        });
    }

    public (long FromMs, long? ToMs) Of(ParseResult result) => (result.GetValue(_from) ?? 0, result.GetValue(_to));
}
