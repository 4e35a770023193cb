using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads the packages that settings add to the built-in ones.</summary>
internal sealed class PackagesReader(ReceiverNames receivers)
{
    public const int LowestTimeoutSeconds = 60;
    public const int HighestTimeoutSeconds = 7_200;
    private const int MostRetries = 10;
    private static readonly string[] _keys = ["name", "type", "receiver", "description", "enabled", "timeout", "retries"];

    private static readonly Dictionary<string, PackageType> _types = new()
    {
        ["callback"] = PackageType.Callback,
        ["job"] = PackageType.Job,
        ["operation"] = PackageType.Operation,
        ["process"] = PackageType.Process,
    };

    private readonly DeclaredNames _names = new("package");
    private readonly Dictionary<string, Package> _packages = [];

    /// <summary>In the order of the files.</summary>
    public List<Package> Own { get; } = [];

    public void Read(Section file)
    {
        foreach (var section in SectionList.Open(file, "packages", "a package", _keys))
        {
            if (One(section) is { } package)
            {
                Own.Add(package);
                _packages.Add(package.Name, package);
            }
        }
    }

    /// <summary>What a policy may run; null after an error, also if the package's own.</summary>
    public Package? Find(YamlScalar name, Section section)
    {
        if (PackageNames.All.Contains(name.Text))
        {
            section.Problems.Error(name, "default-package", $"'{name.Text}' is a notification: 'notify' says who is told of what");
        }
        else if (!_names.Contains(name.Text))
        {
            section.Problems.Error(name, "unknown-package", $"there is no package '{name.Text}'{Spelling.Hint(name.Text, _names.All)}");
        }

        return _packages.GetValueOrDefault(name.Text);
    }

    private Package? One(Section section)
    {
        var name = _names.Read(section);
        if (name is not null && PackageNames.All.Contains(name.Text))
        {
            section.Problems.Error(name, "default-package", $"'{name.Text}' is a default package: it is always there, as it is");
            name = null;
        }

        var type = section.Required("type") is null ? null : section.Choice("type", _types);
        var package = new Package
        {
            Name = name?.Text ?? "",
            Type = type ?? PackageType.Unspecified,
            Receiver = Receiver(section, type),
            Description = section.Text("description") ?? "",
            IsEnabled = section.Flag("enabled") ?? true,
            TimeoutSeconds = Spans.Seconds(section, "timeout", LowestTimeoutSeconds, HighestTimeoutSeconds) ?? Package.DefaultTimeoutSeconds,
            Retries = (uint)(section.Whole("retries", 0, MostRetries) ?? 0),
        };
        return name is null ? null : package;
    }

    private string Receiver(Section section, PackageType? type)
    {
        if (type == PackageType.Callback)
        {
            return receivers.ReadOne(section, "receiver");
        }

        if (type is not null && section.Has("receiver"))
        {
            section.Problems.Error(section.KeyOf("receiver")!, "conflicting-keys", $"only a callback calls a receiver, this is of type {section.Text("type")}");
        }

        return "";
    }
}
