using System.Text.RegularExpressions;

namespace Tocsin.Dispatch.Channels;

/// <summary>
/// Keeps names and messages of alarms from calling people: to a chat, &lt;!channel&gt;, &lt;@U024BE7LH&gt;, &lt;at user_id="all"&gt; or @everyone would
/// be more than text. An invisible letter between makes them just that. Templates may call whom they like.
/// </summary>
internal static partial class Mentions
{
    public static string Defuse(string text) => Call().Replace(text, "$0\u200b");

    [GeneratedRegex(@"<(?=[!@#]|at\b)|@(?=everyone\b|here\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Call();
}
