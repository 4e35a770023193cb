using System.Collections.Immutable;
using System.Globalization;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads the one receiver of an e-mail hook: a message goes to all of its addresses.</summary>
internal static class EmailReceiver
{
    private static readonly string[] _required = ["smtp-host", "from", "to"];
    private static readonly string[] _login = ["username", "password"];
    private static readonly string[] _subjects = ["subject-template", "recovery-subject-template"];

    /// <summary>How the connection is protected, and the port where such a server usually listens.</summary>
    private static readonly Dictionary<string, int> _ports = new() { ["starttls"] = 587, ["tls"] = 465, ["none"] = 25 };

    public static ImmutableArray<ImmutableSortedDictionary<string, string>> Read(Section section)
    {
        if (!_required.Any(section.Has))
        {
            return [];
        }

        foreach (var key in _required)
        {
            section.Required(key, isList: key == "to");
        }

        var usualPort = section.Choice("tls", _ports) ?? _ports["starttls"];
        var receiver = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        receiver["smtp-host"] = HookValue.Text(section.Scalar("smtp-host"), section.Problems) ?? "";
        receiver["smtp-port"] = (section.Whole("smtp-port", 1, ushort.MaxValue) ?? usualPort).ToString(CultureInfo.InvariantCulture);
        receiver["tls"] = section.Text("tls")?.Trim() ?? "starttls";
        receiver["from"] = HookValue.Mail(section.Scalar("from"), section.Problems);
        receiver["to"] = string.Join(',', section.Texts("to").Select(to => HookValue.Mail(to, section.Problems)));
        AddLogin(section, receiver);
        foreach (var key in _subjects.Where(section.Has))
        {
            receiver[key] = section.Text(key) ?? "";
        }

        return [receiver.ToImmutable()];
    }

    /// <summary>Name and password belong together.</summary>
    private static void AddLogin(Section section, ImmutableSortedDictionary<string, string>.Builder receiver)
    {
        foreach (var key in _login.Any(section.Has) ? _login : [])
        {
            receiver[key] = HookValue.Text(section.Required(key), section.Problems) ?? "";
        }
    }
}
