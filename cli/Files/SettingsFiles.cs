using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Files;

/// <summary>Settings files that belong together, checked together: Dispatch's own and those of rules, each file with what the others say of hooks.</summary>
internal sealed class SettingsFiles
{
    private readonly HashSet<InputFile> _dispatch;
    private readonly OtherHooks? _ofDispatch;
    private readonly OtherHooks? _ofRules;

    /// <param name="files">Settings files of either kind.</param>
    /// <param name="dispatch">One that is Dispatch's, whatever is in it.</param>
    public SettingsFiles(IEnumerable<InputFile> files, InputFile? dispatch)
    {
        _dispatch = [.. files.Where(file => file == dispatch || IsDispatchs(file))];
        if (_dispatch.Count == 1)
        {
            var rules = files.Where(file => !_dispatch.Contains(file)).Select(file => SettingsReader.Read(file.Text, file.Name).RuleSet).ToList();
            var own = _dispatch.Single();
            _ofDispatch = RoutingReader.Read(own.Text, own.Name).Settings?.Others;
            _ofRules = rules.Count == 0 || rules.Contains(null) ? null : new([.. rules.SelectMany(set => set!.Hooks).Select(hook => hook.FullName)], []);
        }
    }

    public IEnumerable<Problem> Check(InputFile file) => _dispatch.Contains(file)
        ? RoutingReader.Read(file.Text, file.Name, _ofRules).Problems
        : SettingsReader.Read(file.Text, file.Name, _ofDispatch).Problems;

    private static bool IsDispatchs(InputFile file) => Path.GetFileName(file.Name) is "dispatch.yml" or "dispatch.yaml" || RoutingReader.IsOne(file.Text);
}
