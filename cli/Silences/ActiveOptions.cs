using System.CommandLine;
using System.CommandLine.Parsing;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>The options that say when a silence is active.</summary>
internal sealed class ActiveOptions(TimeProvider time)
{
    private readonly Option<long?> _from = Moment("--from", "Not before this time, in UTC unless it says otherwise [default: now]");
    private readonly Option<long?> _until = Moment("--until", "Up to this time, in UTC unless it says otherwise");
    private readonly Option<long?> _for = new("--for")
    {
        Description = "So long: 90s, 15m, 2h, 3d",
        CustomParser = result =>
        {
            if (TimeOption.DurationMs(result.Tokens[0].Value) is > 0 and var durationMs)
            {
                return durationMs;
            }

            result.AddError($"--for '{result.Tokens[0].Value}': expected a duration such as 15m, 2h or 3d");
            return null;
        },
    };

    private readonly Option<string[]> _weekly = new("--weekly") { Description = "Only at these times of the week, such as \"sun 02:00-04:00\"; may be given several times. Without --until or --for it goes on until it is expired" };
    private readonly Option<string?> _zone = new("--zone") { Description = "The time zone of --weekly, such as Asia/Shanghai [default: UTC]" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _from, _until, _for, _weekly, _zone })
        {
            command.Options.Add(option);
        }

        _weekly.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => WeeklyText.Parse(token.Value, "") is null))
            {
                result.AddError($"--weekly '{token.Value}': expected {WeeklyText.Expected}");
            }
        });
        _zone.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !WeeklyTimes.IsZone(result.Tokens[0].Value))
            {
                result.AddError($"--zone '{result.Tokens[0].Value}': there is no such time zone; they are called as in Europe/Berlin or UTC");
            }
        });
        command.Validators.Add(result =>
        {
            var (until, lasting, weekly) = (result.GetResult(_until) is not null, result.GetResult(_for) is not null, result.GetResult(_weekly) is not null);
            if (until && lasting)
            {
                result.AddError("either --until or --for, not both");
            }
            else if (!until && !lasting && !weekly)
            {
                result.AddError("how long? Say --until or --for, or --weekly for what comes every week");
            }

            if (result.GetResult(_zone) is not null && !weekly)
            {
                result.AddError("--zone belongs to --weekly; --from and --until are in UTC unless they say otherwise, as in 2026-01-31T12:00+08:00");
            }

            // What isn't a time was told already.
            var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (Ms(result.GetResult(_until)) is { } end && end <= Math.Max(nowMs, Ms(result.GetResult(_from)) ?? 0))
            {
                result.AddError(end <= nowMs ? $"--until {IsoTime.Text(end)} is over" : "--until is later than --from: else the silence ends before it begins");
            }
        });
    }

    /// <summary>Enters when the shield is active.</summary>
    public void Set(Shield shield, ParseResult result)
    {
        shield.CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        shield.FromMs = result.GetValue(_from) ?? 0;
        shield.UntilMs = result.GetValue(_until) ?? (result.GetValue(_for) is { } durationMs ? Math.Max(shield.FromMs, shield.CreatedMs) + durationMs : 0);
        shield.Times.Add((result.GetValue(_weekly) ?? []).Select(text => WeeklyText.Parse(text, result.GetValue(_zone) ?? "")!));
    }

    private static Option<long?> Moment(string name, string description) => new(name)
    {
        Description = $"{description}: 2026-01-31, 2026-01-31T12:00, 2026-01-31T12:00+08:00",
        CustomParser = result =>
        {
            if (TimeOption.MomentMs(result.Tokens[0].Value) is { } timeMs)
            {
                return timeMs;
            }

            result.AddError($"{name} '{result.Tokens[0].Value}': expected a time such as 2026-01-31T12:00");
            return null;
        },
    };

    private static long? Ms(OptionResult? result) => result is { Tokens: [var token] } ? TimeOption.MomentMs(token.Value) : null;
}
