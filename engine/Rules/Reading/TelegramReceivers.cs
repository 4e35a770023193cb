using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads the receivers of a Telegram hook: the chats that one bot writes to.</summary>
internal static class TelegramReceivers
{
    private const string DefaultApi = "https://api.telegram.org";

    public static ImmutableArray<ImmutableSortedDictionary<string, string>> Read(Section section)
    {
        if (!section.Has("bot-token") && !section.Has("chat-ids"))
        {
            return [];
        }

        section.Required("chat-ids", isList: true);
        var api = section.Has("api-url") ? HookValue.Url(section.Scalar("api-url"), section.Problems) : DefaultApi;
        var bot = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("api-url", api)
            .Add("bot-token", HookValue.Text(section.Required("bot-token"), section.Problems) ?? "");
        return [.. section.Texts("chat-ids").Select(chat => bot.Add("chat-id", Chat(chat, section.Problems)))];
    }

    private static string Chat(YamlScalar chat, Problems problems)
    {
        var isChannel = chat.Text.StartsWith('@') && chat.Text.Length > 1;
        if (!HookValue.IsReference(chat, problems) && !isChannel && !long.TryParse(chat.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            problems.Error(chat, "bad-address", "a chat is a number such as -1001234567890, or the name of a channel such as @alarms");
        }

        return chat.Text;
    }
}
