using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Files;

/// <summary>
/// Settings files that belong together, checked together: Dispatch's own and those of rules, each file with what the others say of hooks, and policies
/// with what all of them say of rules and receivers.
/// </summary>
internal sealed class SettingsFiles
{
    private readonly HashSet<InputFile> _dispatch;
    private readonly HashSet<InputFile> _policies;
    private readonly OtherHooks? _ofDispatch;
    private readonly OtherHooks? _ofRules;
    private readonly ILookup<string, Problem> _ofPolicies;

    /// <param name="files">Settings files of any kind.</param>
    /// <param name="dispatch">One that is Dispatch's, whatever is in it.</param>
    /// <param name="policies">Those that are of policies, whatever is in them.</param>
    public SettingsFiles(IReadOnlyList<InputFile> files, InputFile? dispatch, IReadOnlyList<InputFile> policies)
    {
        _policies = [.. files.Where(file => file != dispatch && (policies.Contains(file) || ArePolicies(file)))];
        _dispatch = [.. files.Where(file => file == dispatch || (!_policies.Contains(file) && IsDispatchs(file)))];
        var rules = files.Where(file => !_dispatch.Contains(file) && !_policies.Contains(file)).Select(file => SettingsReader.Read(file.Text, file.Name).RuleSet).ToList();
        var own = _dispatch.Count == 1 ? RoutingReader.Read(_dispatch.Single().Text, _dispatch.Single().Name).Settings : null;
        if (_dispatch.Count == 1)
        {
            _ofDispatch = own?.Others;
            _ofRules = rules.Count == 0 || rules.Contains(null) ? null : new([.. rules.SelectMany(set => set!.Hooks).Select(hook => hook.FullName)], []);
        }

        var isUnclear = rules.Contains(null) || (own is null && _dispatch.Count > 0);
        _ofPolicies = PoliciesReader.Read([.. _policies.Select(file => (file.Text, file.Name))], isUnclear ? null : Known(rules, own)).Problems.ToLookup(problem => problem.File);
    }

    public IEnumerable<Problem> Check(InputFile file) => _policies.Contains(file) ? _ofPolicies[file.Name]
        : _dispatch.Contains(file) ? RoutingReader.Read(file.Text, file.Name, _ofRules).Problems
        : SettingsReader.Read(file.Text, file.Name, _ofDispatch).Problems;

    /// <summary>Null if there is nothing but policies.</summary>
    private static KnownSettings? Known(List<RuleSet?> rules, RoutingSettings? own)
    {
        if (rules.Count == 0 && own is null)
        {
            return null;
        }

        var router = new Router([.. rules.SelectMany(set => set!.Hooks).DistinctBy(hook => hook.FullName)], own ?? RoutingSettings.Empty);
        ImmutableHashSet<string> names = [.. rules.SelectMany(set => set!.Rules.Select(rule => rule.Name).Concat(set.Composites.Select(rule => rule.Name)))];
        return new KnownSettings(router, rules.Count == 0 ? null : names) { IsComplete = rules.Count > 0 && own is not null };
    }

    private static bool IsDispatchs(InputFile file) => Path.GetFileName(file.Name) is "dispatch.yml" or "dispatch.yaml" || RoutingReader.IsOne(file.Text);

    private static bool ArePolicies(InputFile file) => Path.GetFileName(file.Name) is "policies.yml" or "policies.yaml" || PoliciesReader.IsOne(file.Text);
}
