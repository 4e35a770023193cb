using System.Collections.Immutable;
using System.Reflection;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Dispatch.Secrets;

public class HookResolverTests
{
    private static readonly string[] _urls = ["https://a.example/x", "env:HAS_URL", "env:NOT_THERE"];
    private static readonly SecretSource _source = new(name => name.StartsWith("HAS_", StringComparison.Ordinal) ? $"value-of-{name}" : null);

    [Fact]
    public void Hook_Resolved_KeepsEveryOtherProperty()
    {
        var hook = Hook();

        var resolved = HookResolver.Resolve(hook, hook.Receivers[0], _source).Settings;

        var properties = typeof(HookSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        Assert.All(properties, property => Assert.NotEqual(property.GetValue(new HookSettings { Type = "", Name = "" }), property.GetValue(hook)));
        Assert.All(
            properties.Where(property => property.Name is not (nameof(HookSettings.Receivers) or nameof(HookSettings.Headers) or nameof(HookSettings.Secret))),
            property => Assert.Equal(property.GetValue(hook), property.GetValue(resolved)));
    }

    [Fact]
    public void Values_StandingElsewhere_ArePutInPlaceAndMasked()
    {
        var hook = Hook();

        var resolved = HookResolver.Resolve(hook, hook.Receivers[1], _source);

        Assert.Equal("value-of-HAS_URL", Assert.Single(resolved.Settings.Receivers)["url"]);
        Assert.Equal("value-of-HAS_HEADER", Assert.Single(resolved.Settings.Headers).Value);
        Assert.Equal("value-of-HAS_SECRET", resolved.Settings.Secret);
        Assert.Equal("*** *** ***", resolved.Masker.Mask("value-of-HAS_URL value-of-HAS_HEADER value-of-HAS_SECRET"));
        Assert.Empty(resolved.Problems);
    }

    [Fact]
    public void Value_NotToBeHad_IsAProblemOfThatReceiverAlone()
    {
        var hook = Hook();

        Assert.Equal("webhook.ops: url: the environment variable NOT_THERE isn't set", Assert.Single(HookResolver.Resolve(hook, hook.Receivers[2], _source).Problems));
        Assert.Empty(HookResolver.Resolve(hook, hook.Receivers[0], _source).Problems);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T01/B02/cAnArY", "no such hook: T01/B02/cAnArY", "no such hook: T01/B02/***")]
    [InlineData("https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef", "token 0123456789abcdef of robot send is wrong", "token *** of robot send is wrong")]
    [InlineData("https://a.example/?key=a%2Fcanary", "key a/canary or a%2Fcanary", "key *** or ***")]
    [InlineData("https://a.example/hooks/averylongsecretofletters", "hooks averylongsecretofletters", "hooks ***")]
    public void Parts_OfAUrl_AreSecretUnlessTheyAreWords(string url, string said, string expected)
    {
        var hook = new HookSettings { Type = "webhook", Name = "ops", Receivers = [ImmutableSortedDictionary<string, string>.Empty.Add("url", url)] };

        Assert.Equal(expected, HookResolver.Resolve(hook, hook.Receivers[0], _source).Masker.Mask(said));
    }

    private static HookSettings Hook() => new()
    {
        Type = "webhook",
        Name = "ops",
        IsDefault = true,
        TextTemplate = "text",
        RecoveryTextTemplate = "recovery",
        Receivers = [.. _urls.Select(url => ImmutableSortedDictionary<string, string>.Empty.Add("url", url))],
        RecoveryUrls = ["https://a.example/y"],
        Headers = [new("X-Key", "env:HAS_HEADER")],
        Secret = "env:HAS_SECRET",
        Payload = WebhookPayload.CloudEvents,
        Delivery = new() { TimeoutMs = 1, Pace = new Pace([new(1, 1)]) },
    };
}
