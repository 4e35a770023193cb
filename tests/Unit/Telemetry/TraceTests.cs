using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public class TraceTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private const string AlarmId = "018f2b1e-0000-8000-8000-000000000001";

    [Fact]
    public void Alarm_OfATracedRecord_IsAChildInTheSameTrace()
    {
        var headers = AlarmSpan.Of(Cause(Parent, "vendor=1"), AlarmId)!.ToHeaders();

        var (traceParent, state) = (Text(headers, "traceparent"), Text(headers, "tracestate"));
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", traceParent, StringComparison.Ordinal);
        Assert.EndsWith("-01", traceParent, StringComparison.Ordinal);
        Assert.DoesNotContain("00f067aa0ba902b7", traceParent, StringComparison.Ordinal);
        Assert.Equal("vendor=1", state);
    }

    [Fact]
    public void Alarm_OnReplay_HasTheSameHeaders() =>
        Assert.Equal(
            Text(AlarmSpan.Of(Cause(Parent), AlarmId)!.ToHeaders(), "traceparent"),
            Text(AlarmSpan.Of(Cause(Parent), AlarmId)!.ToHeaders(), "traceparent"));

    [Fact]
    public void Alarms_OfTheSameRecord_HaveSpansOfTheirOwn() =>
        Assert.NotEqual(AlarmSpan.Of(Cause(Parent), AlarmId)!.Context.SpanId, AlarmSpan.Of(Cause(Parent), "another")!.Context.SpanId);

    [Theory]
    [InlineData("")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("traceparent")]
    public void Header_ThatMakesNoSense_IsIgnored(string parent) => Assert.Null(AlarmSpan.Of(Cause(parent), AlarmId));

    [Fact]
    public void Record_WithoutTrace_AllocatesNothing()
    {
        var cause = new InputRecord("m", 0, 1, 1, null, [1], new Headers { { "other", [1] } });
        AlarmSpan.Of(cause, AlarmId);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var span = AlarmSpan.Of(cause, AlarmId);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Null(span);
    }

    [Fact]
    public void Span_WhenSomebodyListens_HasTheIdThatTheHeadersName()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TocsinMeter.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var span = AlarmSpan.Of(Cause(Parent), AlarmId)!;
        var output = new OutputRecord("alarms", "entity"u8.ToArray(), [1], span.ToHeaders()) { Telemetry = OutputTelemetry.OfAlarm(Cause(Parent), AlarmTransition.Firing, span) };

        new StageMetrics("detect").Written(output);

        var activity = Assert.Single(spans, each => Equals(each.GetTagItem("messaging.message.id"), AlarmId));
        Assert.Equal(span.Context.SpanId, activity.SpanId);
        Assert.Equal("00f067aa0ba902b7", activity.ParentSpanId.ToHexString());
        Assert.Equal("send alarms", activity.DisplayName);
        Assert.Equal(ActivityKind.Producer, activity.Kind);
        Assert.Equal("kafka", activity.GetTagItem("messaging.system"));
        Assert.Equal("metrics[2]@7", activity.GetTagItem("tocsin.origin"));
        Assert.Equal(5, new DateTimeOffset(activity.StartTimeUtc).ToUnixTimeMilliseconds());
    }

    private static InputRecord Cause(string parent, string? state = null)
    {
        var headers = new Headers { { "traceparent", Encoding.UTF8.GetBytes(parent) } };
        if (state is not null)
        {
            headers.Add("tracestate", Encoding.UTF8.GetBytes(state));
        }

        return new InputRecord("metrics", 2, 7, 5, null, [1], headers);
    }

    private static string? Text(Headers headers, string name) => headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
