using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class MessageTemplateTests
{
    private static readonly Dictionary<string, string> _words = new() { ["name"] = "shop", ["id"] = "7" };

    [Theory]
    [InlineData("{name}/{id}/{name} }{", "shop/7/shop }{")]
    [InlineData("", "")]
    [InlineData("no braces", "no braces")]
    [InlineData("{}{ name }{na me}{", "{}{ name }{na me}{")]
    [InlineData("{{name}}", "{shop}")]
    [InlineData("{\"a\": {name}}", "{\"a\": shop}")]
    [InlineData("${name}", "$shop")]
    [InlineData("team {entity.team}, zone {entity.zone}.", "team blue, zone .")]
    [InlineData("{value}", "")]
    public void Template_Rendered_FillsWordsAndLeavesOtherBraces(string text, string expected) =>
        Assert.Equal(expected, MessageTemplate.Parse(text).Render(_words, name => name == "team" ? "blue" : null));

    [Fact]
    public void TemplateWithStrangeWords_Asked_NamesThemInOrder() =>
        Assert.Equal(["slow", "Name", "entity."], MessageTemplate.Parse("{slow} {name} {Name} {entity.} {entity.a-b.c}").Unknown);

    [Fact]
    public void TemplatesOfTheSameText_Compared_AreEqual() => Assert.Equal(MessageTemplate.Parse("{name}"), MessageTemplate.Parse("{name}"));
}
