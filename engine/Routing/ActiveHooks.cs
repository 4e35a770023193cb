using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Engine.Routing;

/// <summary>The hooks of the active rules, as the records of the rules topic say.</summary>
public sealed class ActiveHooks
{
    private readonly Dictionary<string, RuleSetText> _versions = [];
    private string? _active;
    private string? _read;

    /// <summary>Of the active rules, null before any were applied.</summary>
    public ImmutableArray<HookSettings>? Hooks { get; private set; }

    /// <summary>The version the hooks are of.</summary>
    public string? Version { get; private set; }

    /// <summary>Takes a record of the rules topic; most of them don't concern hooks. One that can't be read is none.</summary>
    public void Take(byte[]? key, byte[]? value)
    {
        var name = Encoding.UTF8.GetString(key ?? []);
        if (name == RulesKeys.Active)
        {
            _active = value is null ? null : Read(ActiveRuleSet.Parser, value)?.Version ?? _active;
        }
        else if (name.StartsWith(RulesKeys.VersionPrefix, StringComparison.Ordinal) && value is not null && Read(RuleSetText.Parser, value) is { } text)
        {
            _versions[name[RulesKeys.VersionPrefix.Length..]] = text;
        }
    }

    /// <summary>
    /// Brings the hooks up to date once records were taken: true if they are of another version now. Rules that this program can't read leave the hooks as
    /// they are, and are told once.
    /// </summary>
    public bool Update(Action<string> onTrouble)
    {
        ArgumentNullException.ThrowIfNull(onTrouble);
        if (_active is null || _active == _read)
        {
            return false;
        }

        _read = _active;
        if (!_versions.TryGetValue(_active, out var text))
        {
            onTrouble($"rules {_active} are active, but the rules topic doesn't hold them");
            return false;
        }

        var read = SettingsReader.Read(text.Text, text.FileName);
        if (read.RuleSet is not { } rules)
        {
            onTrouble($"rules {_active} were applied by a program that reads rules otherwise than this one: {read.Problems.First(problem => problem.Severity == Severity.Error)}");
            return false;
        }

        (Hooks, Version) = (rules.Hooks, _active);
        return true;
    }

    private static T? Read<T>(MessageParser<T> parser, byte[] value)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
