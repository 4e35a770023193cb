using System.Net.Mail;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// Checks values of a hook, none of which is ever quoted, since it may be a secret. Instead of any of them a reference may stand, env:NAME or
/// file:PATH, of which only the form is checked: what it stands for is known where alarms are sent.
/// </summary>
internal static class HookValue
{
    private const string Environment = "env:";
    private const string File = "file:";

    /// <summary>Any text. An empty one counts as not there.</summary>
    public static string? Text(YamlScalar? value, Problems problems)
    {
        if (string.IsNullOrEmpty(value?.Text))
        {
            return null;
        }

        IsReference(value, problems);
        return value.Text;
    }

    public static string Url(YamlScalar? value, Problems problems)
    {
        if (value is not null && !IsReference(value, problems) && !IsUrl(value.Text))
        {
            problems.Error(value, "bad-url", "not a URL that begins with http:// or https://");
        }

        return value?.Text ?? "";
    }

    /// <summary>An e-mail address, perhaps with a name before it. Commas would look like several.</summary>
    public static string Mail(YamlScalar? value, Problems problems)
    {
        if (value is not null && !IsReference(value, problems)
            && (value.Text.AsSpan().ContainsAny(',', '\r', '\n') || !MailAddress.TryCreate(value.Text, out _)))
        {
            problems.Error(value, "bad-address", "not an e-mail address such as ops@example.org");
        }

        return value?.Text ?? "";
    }

    public static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    /// <summary>True for a reference, also for one whose form is wrong, which is told.</summary>
    public static bool IsReference(YamlScalar value, Problems problems)
    {
        var isEnvironment = value.Text.StartsWith(Environment, StringComparison.Ordinal);
        if (!isEnvironment && !value.Text.StartsWith(File, StringComparison.Ordinal))
        {
            return false;
        }

        if (isEnvironment && !IsVariable(value.Text[Environment.Length..]))
        {
            problems.Error(value, "bad-reference", "after 'env:' comes the name of an environment variable: letters, digits and _");
        }
        else if (!isEnvironment && (string.IsNullOrWhiteSpace(value.Text[File.Length..]) || value.Text.Any(char.IsControl)))
        {
            problems.Error(value, "bad-reference", "after 'file:' comes the path of a file");
        }

        return true;
    }

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
