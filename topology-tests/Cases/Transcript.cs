using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Rules;
using Tocsin.TopologyTests.Reference;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Cases and alarms for people to read. Times are minute:milliseconds, minutes counted from the first record's.</summary>
internal static class Transcript
{
    private const long MinuteMs = 60_000;

    public static string Of(Case @case)
    {
        var text = new StringBuilder();
        foreach (var rules in @case.RuleSets)
        {
            text.Append(Of(rules));
        }

        var zero = @case.Records.Length == 0 ? 0 : @case.Records[0].TimestampMs / MinuteMs;
        text.AppendLine(CultureInfo.InvariantCulture, $"minute 0 is {zero} ({zero * MinuteMs} ms)");
        for (var index = 0; index < @case.Records.Length; index++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"#{index} {Of(@case.Records[index], zero)}");
        }

        return text.ToString();
    }

    public static string Of(IEnumerable<AlarmMessage> alarms) =>
        string.Concat(alarms.Select(alarm => $"  {JsonFormatter.Default.Format(alarm)}\n"));

    private static StringBuilder Of(RuleSet rules)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"rule set {rules.Version}, grace {rules.GraceMs} ms");
        foreach (var rule in rules.Rules)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {rule.Name}: {rule.Metric} {Numbers.Symbol(rule.Op)} "
                + $"{string.Join(',', rule.Thresholds.Select(threshold => threshold?.Text ?? "-"))}, {rule.Count} of {rule.PeriodMinutes}, "
                + $"no data {rule.NoData} after {rule.NoDataAfterMinutes}{(rule.OnArrival ? ", on arrival" : "")}"
                + $"{(rule.OnlyAsCondition ? ", only as condition" : "")}{Of(rule.Names, "names")}{Of(rule.Labels, "labels")}, {Of(rule.Announcement)}");
        }

        foreach (var composite in rules.Composites)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {composite.Name}: {composite.ExpressionText}{(composite.OnArrival ? ", on arrival" : "")}, {Of(composite.Announcement)}");
        }

        return text;
    }

    private static string Of(Announcement said) =>
        $"silence {said.SilencePeriod}, {(said.Recovery ? $"recovery after {said.RecoveryObservationPeriod}+1" : "no recovery")}, \"{said.Message.Text}\"";

    private static string Of(NameFilter filter, string what) => Filters.Find(filter) is { } written
        ? string.Concat(written.Lines.Select(line => $", {string.Format(CultureInfo.InvariantCulture, line.Key, what)} {line.Yaml}"))
        : "";

    private static string Of(CaseRecord record, long zero) => $"{Time(record.TimestampMs, zero)} " + record.Body?.BodyCase switch
    {
        null => "garbage",
        MetricRecord.BodyOneofCase.Sample => Of(record.Body.Sample, zero),
        MetricRecord.BodyOneofCase.Batch =>
            "batch" + string.Concat(Singles.Of(record.Body.Batch).Select(sample => $"\n     {Of(sample, zero)}")),
        _ => JsonFormatter.Default.Format(record.Body),
    };

    private static string Of(Sample sample, long zero)
    {
        var entity = sample.Entity is null ? "nobody"
            : $"{new Who((int)sample.Entity.Scope, sample.Entity.Id0, sample.Entity.Id1)} '{sample.Entity.Name}' {sample.Entity.Attributes}";
        var value = new Sample(sample) { Metric = "", Entity = null, TimeMs = 0 };
        return $"{sample.Metric} of {entity} at {(sample.TimeMs == 0 ? "record's time" : Time(sample.TimeMs, zero))}: {JsonFormatter.Default.Format(value)}";
    }

    private static string Time(long timeMs, long zero) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.DivRem(timeMs, MinuteMs).Quotient - zero}:{timeMs % MinuteMs:D5}");
}
