using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads the list of routes.</summary>
internal sealed class RoutesReader(HookNames hooks, Problems problems)
{
    private static readonly string[] _keys = ["name", "match", "to", "instead", "continue"];
    private readonly HashSet<string> _names = [];

    /// <summary>The route behind which no other is looked at, whatever the alarm.</summary>
    private string? _last;

    public ImmutableArray<Route> Read(Section file)
    {
        switch (file.Find("routes"))
        {
            case null:
                return [];
            case YamlSequence list:
                return [.. list.Items.Select(One).OfType<Route>()];
            case { } other:
                problems.Error(other, "wrong-type", $"'routes' is a list of routes, here is {other.Shape}");
                return [];
        }
    }

    private Route? One(YamlNode item)
    {
        if (Section.Open(item, item, "a route", _keys, problems) is not { } section)
        {
            return null;
        }

        var name = Name(section);
        var route = new Route
        {
            Name = name?.Text ?? "",
            Match = RouteMatchReader.Read(section),
            To = To(section),
            Instead = section.Flag("instead") ?? false,
            Continue = section.Flag("continue") ?? true,
        };
        if (_last is not null)
        {
            problems.Warn(item, "unreachable-route", $"no alarm comes to this route: '{_last}' takes every one and doesn't continue");
        }
        else if (route.Match.IsEverything && !route.Continue)
        {
            _last = route.Name;
        }

        return route;
    }

    private YamlScalar? Name(Section section)
    {
        var name = section.Required("name");
        if (name is { IsNull: false } && !_names.Add(name.Text))
        {
            problems.Error(name, "duplicate-name", $"another route is called '{name.Text}' already");
        }

        return name;
    }

    /// <summary>Nobody at all makes sense only instead of somebody else.</summary>
    private ImmutableArray<string> To(Section section)
    {
        var to = section.Texts("to");
        if (to.IsEmpty && section.Flag("instead") != true && section.Find("to") is null or YamlSequence { Items.IsEmpty: true })
        {
            problems.Error(section.At("to"), "missing-key", "a route needs 'to', the hooks it goes to; only with 'instead: true' it may be empty, and nobody is told");
        }

        foreach (var hook in to)
        {
            hooks.Check(hook, problems);
        }

        return [.. to.Select(hook => hook.Text).Distinct()];
    }
}
