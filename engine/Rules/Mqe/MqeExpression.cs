using System.Numerics;

namespace Tocsin.Engine.Rules.Mqe;

/// <summary>
/// Reads an MQE expression as a classic rule where the two are exactly equal: the same alarms for any samples, gaps included.
/// Aggregates skip minutes without a sample, and a rule never matches in one, so counting and "any minute above" carry over.
/// </summary>
internal static class MqeExpression
{
    private static readonly string[] _aggregates = ["sum", "max", "min", "avg", "latest"];

    public static (MqeRule? Rule, MqeTrouble? Trouble) Read(string text, int periodMinutes)
    {
        var (root, trouble) = MqeParser.Parse(text);
        return root is null ? (null, trouble) : Root(root, periodMinutes);
    }

    private static (MqeRule?, MqeTrouble?) Root(MqeNode root, int periodMinutes)
    {
        if (root is MqeOperation { Operator: "&&" or "||" } both)
        {
            return (null, MqeTrouble.Unsupported(both.Offset, $"'{both.Operator}' isn't supported here: make each side a rule and join them in composite-rules"));
        }

        if (!MqeComparison.IsOne(root))
        {
            return (null, MqeTrouble.Unsupported(root.Offset, "the expression compares nothing at its top"));
        }

        var (outer, trouble) = MqeComparison.Read(root);
        return outer switch
        {
            null => (null, trouble),
            { Subject: MqeCall call } => Aggregate(call, outer, periodMinutes),
            _ => (null, MqeTrouble.Unsupported(outer.Subject.Offset, "a series of minutes is compared without saying how many must match, as sum(...) >= 1 does")),
        };
    }

    private static (MqeRule?, MqeTrouble?) Aggregate(MqeCall call, MqeComparison outer, int periodMinutes)
    {
        if (!_aggregates.Contains(call.Function))
        {
            return (null, MqeTrouble.Unsupported(call.Offset, $"the function '{call.Function}' isn't supported"));
        }

        if (call.Arguments.Length > 1)
        {
            return (null, MqeTrouble.Unsupported(call.Arguments[1].Offset, $"'{call.Function}' takes one argument"));
        }

        return MqeComparison.IsOne(call.Arguments[0])
            ? OverConditions(call, outer, periodMinutes)
            : OverValues(call, outer, periodMinutes);
    }

    /// <summary>sum(condition) >= n, or any other aggregate of ones and zeros that asks for at least one of them.</summary>
    private static (MqeRule?, MqeTrouble?) OverConditions(MqeCall call, MqeComparison outer, int periodMinutes)
    {
        var (inner, trouble) = MqeComparison.Read(call.Arguments[0]);
        if (inner is null)
        {
            return (null, trouble);
        }

        var isCount = call.Function == "sum";
        if (AtLeast(outer, isFlag: !isCount || periodMinutes == 1) is not { } count)
        {
            return (null, MqeTrouble.Unsupported(call.Offset, $"'{call.Function}' of conditions is compared otherwise than with >= or > a whole number"));
        }

        if (count < 1)
        {
            return (null, new(call.Offset, "always-true", "the expression is true without a single matching minute"));
        }

        var isAny = count == 1 && (call.Function == "max" || periodMinutes == 1);
        if (!isCount && !isAny)
        {
            return (null, MqeTrouble.Unsupported(call.Offset, $"'{call.Function}' of conditions over {periodMinutes} minutes isn't supported"));
        }

        return Rule(inner, count);
    }

    /// <summary>max(metric) > x holds if any minute is above x, min(metric) &lt; x if any is below; over one minute every aggregate is its value.</summary>
    private static (MqeRule?, MqeTrouble?) OverValues(MqeCall call, MqeComparison outer, int periodMinutes)
    {
        var isAny = (call.Function, outer.Op) is ("max", Comparison.Greater or Comparison.GreaterOrEqual) or ("min", Comparison.Less or Comparison.LessOrEqual);
        if (!isAny && periodMinutes > 1)
        {
            return (null, MqeTrouble.Unsupported(call.Offset,
                $"'{call.Function}' of values over {periodMinutes} minutes isn't supported: rules count matching minutes"));
        }

        if (call.Arguments[0] is MqeNumber number)
        {
            return (null, MqeTrouble.Unsupported(number.Offset, "a number stands where a metric is needed"));
        }

        var probe = new MqeOperation(call.Offset, Sign(outer.Op), call.Arguments[0], new MqeNumber(call.Offset, outer.NumberText, outer.Number));
        var (comparison, trouble) = MqeComparison.Read(probe);
        return comparison is null ? (null, trouble) : Rule(comparison, count: 1);
    }

    private static (MqeRule?, MqeTrouble?) Rule(MqeComparison comparison, int count) => comparison.Subject switch
    {
        MqeMetric metric => (new(metric, comparison.Op, comparison.NumberText, count), null),
        MqeCall call => (null, MqeTrouble.Unsupported(call.Offset, $"the function '{call.Function}' isn't supported inside another")),
        var other => (null, MqeTrouble.Unsupported(other.Offset, "a metric is needed here")),
    };

    /// <summary>The n of "at least n"; null if the comparison doesn't say that with a whole number. A flag is 0 or 1, so "== 1" says it too.</summary>
    private static int? AtLeast(MqeComparison outer, bool isFlag)
    {
        if (!outer.Number.IsWhole || BigInteger.Abs(outer.Number.Floor) >= int.MaxValue)
        {
            return null;
        }

        var number = (int)outer.Number.Floor;
        return outer.Op switch
        {
            Comparison.GreaterOrEqual => number,
            Comparison.Greater => number + 1,
            Comparison.Equal when isFlag && number == 1 => 1,
            _ => null,
        };
    }

    private static string Sign(Comparison op) => op switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "==",
        _ => "!=",
    };
}
