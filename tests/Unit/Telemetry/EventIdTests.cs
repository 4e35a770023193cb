using System.Reflection;
using Microsoft.Extensions.Logging;
using Tocsin.Converge;
using Tocsin.Detect;
using Tocsin.Dispatch.Channels;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public class EventIdTests
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Ids_OfRuntimeAndServices_AreUnique()
    {
        var events = new[] { typeof(IStage).Assembly, typeof(DetectService).Assembly, typeof(ConvergeService).Assembly, typeof(Answer).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Any))
            .Select(method => (Method: $"{method.DeclaringType}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(each => each.Id is not null)
            .ToList();

        Assert.NotEmpty(events);
        Assert.Empty(events.GroupBy(each => each.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(each => each.Method))}"));
    }

    [Fact]
    public void Format_Unknown_IsRefused() => Assert.Throws<StageFailureException>(() => LogFormat.CreateLoggers("xml"));
}
