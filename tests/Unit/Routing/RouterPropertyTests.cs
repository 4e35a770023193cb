using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Routing;

/// <summary>Random settings and alarms: the router says what a reading of the documentation, word for word, says.</summary>
public class RouterPropertyTests
{
    private static readonly string[] _hooks = ["slack.a", "slack.b", "slack.c", "slack.none"];
    private static readonly string[] _words = ["x", "y", "z"];

    [Fact]
    public void Router_OfRandomSettings_AgreesWithTheNaiveReading()
    {
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var random = new Random(seed);
            var routes = Enumerable.Range(0, random.Next(5)).Select(index => RandomRoute(random, index)).ToArray();
            HookSettings[] ofRules = [.. RandomHooks(random)];
            HookSettings[] own = [.. RandomHooks(random)];
            var alarm = RandomAlarm(random);

            var routed = new Router([.. ofRules], new RoutingSettings { Hooks = [.. own], Routes = [.. routes.Select(route => route.Route)] }).Route(alarm);

            var expected = Naive(alarm, routes, ofRules, own);
            Assert.True(expected.SequenceEqual(routed.Receivers), $"seed {seed}: expected {string.Join(' ', expected)}, got {string.Join(' ', routed.Receivers)}");
        }
    }

    private static List<RoutedReceiver> Naive(AlarmMessage alarm, (Route Route, Func<AlarmMessage, bool> Holds)[] routes, HookSettings[] ofRules, HookSettings[] own)
    {
        var told = new List<RoutedReceiver>();
        var matching = new List<Route>();
        foreach (var (route, holds) in routes)
        {
            if (holds(alarm))
            {
                matching.Add(route);
                if (!route.Continue)
                {
                    break;
                }
            }
        }

        if (!matching.Exists(route => route.Instead))
        {
            var hooks = alarm.Hooks.Count > 0 ? alarm.Hooks : (IEnumerable<string>)ofRules.Concat(own).Select(hook => hook.FullName).Distinct().Where(name => Find(name)!.IsDefault);
            Tell(hooks, alarm.Hooks.Count > 0 ? "hooks of the rule" : "default hooks");
        }

        matching.ForEach(route => Tell(route.To, route.Name));
        return told;

        HookSettings? Find(string name) => Array.Find(own, hook => hook.FullName == name) ?? Array.Find(ofRules, hook => hook.FullName == name);

        void Tell(IEnumerable<string> hooks, string reason)
        {
            foreach (var hook in hooks.Select(Find).OfType<HookSettings>())
            {
                for (var number = 1; number <= hook.Receivers.Length; number++)
                {
                    var name = number == 1 ? hook.FullName : $"{hook.FullName}#{number}";
                    if (!told.Exists(receiver => receiver.Name == name))
                    {
                        told.Add(new(name, reason));
                    }
                }
            }
        }
    }

    private static IEnumerable<HookSettings> RandomHooks(Random random) =>
        from name in _hooks[..3]
        where random.Next(3) > 0
        select RoutingReader.Read(
            $"hooks: {{slack: {{{name["slack.".Length..]}: {{is-default: {random.Next(2) == 0}, webhooks: [{string.Join(", ", Enumerable.Repeat("http://127.0.0.1/", random.Next(4)))}]}}}}}}",
            "dispatch.yml").Settings!.Hooks[0];

    private static (Route Route, Func<AlarmMessage, bool> Holds) RandomRoute(Random random, int index)
    {
        var rules = Some(random, 2);
        var levels = Some(random, 2);
        var business = Some(random, 4);
        var states = random.Next(3) == 0 ? new[] { "firing", "recovered" }[..random.Next(1, 3)] : [];
        var route = new Route
        {
            Name = $"route-{index}",
            Match = new RouteMatch
            {
                Rules = Of("rule", rules),
                Tags = levels.Length > 0 ? [("level", Of("tag level", levels)!)] : [],
                Attributes = business.Length > 0 ? [("business", Of("attribute business", business)!)] : [],
                States = Of("state", states),
            },
            To = [.. _hooks.Where(_ => random.Next(2) == 0)],
            Instead = random.Next(4) == 0,
            Continue = random.Next(4) > 0,
        };
        return (route, alarm => (rules.Length == 0 || rules.Contains(alarm.RuleName))
            && (levels.Length == 0 || alarm.Tags.Data.Any(tag => tag.Key == "level" && levels.Contains(tag.Value)))
            && (business.Length == 0 || (alarm.Attributes.TryGetValue("business", out var value) && business.Contains(value)))
            && (states.Length == 0 || states.Contains(alarm.State == AlarmState.Firing ? "firing" : "recovered")));
    }

    private static string[] Some(Random random, int outOf) => random.Next(outOf) == 0 ? [.. _words.Where(_ => random.Next(2) == 0)] : [];

    private static Choice? Of(string what, string[] words) => words.Length == 0 ? null : new(what, [.. words.Select(word => new Glob(word))]);

    private static AlarmMessage RandomAlarm(Random random)
    {
        var alarm = new AlarmMessage
        {
            RuleName = _words[random.Next(3)],
            State = random.Next(2) == 0 ? AlarmState.Firing : AlarmState.Recovered,
            Tags = new AlarmTags(),
            Hooks = { random.Next(2) == 0 ? [] : _hooks.Where(_ => random.Next(2) == 0) },
        };
        alarm.Tags.Data.Add(_words.Where(_ => random.Next(3) == 0).Select(word => new KeyStringValuePair { Key = "level", Value = word }));
        if (random.Next(2) == 0)
        {
            alarm.Attributes["business"] = _words[random.Next(3)];
        }

        return alarm;
    }
}
