using Tocsin.Engine.Routing.Reading;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Routing;

/// <summary>Reads Dispatch's settings file, dispatch.yml: hooks, routes, network, links and approvals, all of it optional. Everything wrong is reported at once; no input makes it throw.</summary>
public static class RoutingReader
{
    private static readonly string[] _own = ["routes", "network", "links", "approvals"];

    /// <param name="text">The text.</param>
    /// <param name="file">Only names the text in problems.</param>
    /// <param name="others">What the rules' file says of hooks, if it is known: then a hook that nobody has is an error, not a warning.</param>
    public static ReadRouting Read(string text, string file, OtherHooks? others = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new Problems(file);
        var settings = SettingsTree.Read(text, "Dispatch's settings are a mapping of hooks, routes, network, links and approvals", problems) is { } root ? Read(root, others, problems) : null;
        return new(problems.HasErrors ? null : settings, problems.ToImmutable());
    }

    /// <summary>True for a text that can't be anything else: it has a key of its own, and no rules.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SettingsTree.Read(text, "", new Problems("")) is { } root && _own.Any(key => root.Find(key) is not null) && root.Find("rules") is null;
    }

    private static RoutingSettings Read(YamlMapping root, OtherHooks? others, Problems problems)
    {
        string[] keys = [HooksReader.Key, .. _own, .. root.Entries.Select(entry => entry.Key.Text).Where(SettingsTree.IsExtension)];
        var file = Section.Open(root, root, "the file", keys, problems)!;
        var hooks = new HooksReader(problems).ReadNamed(file);
        var names = new HookNames([.. hooks.Select(hook => hook.Settings.FullName)], others);
        return new RoutingSettings
        {
            Hooks = [.. hooks.Select(hook => hook.Settings)],
            Routes = new RoutesReader(names, problems).Read(file),
            Network = NetworkReader.Read(file),
            Links = LinksReader.Read(file),
            Approvals = ApprovalsReader.Read(file),
        };
    }
}
