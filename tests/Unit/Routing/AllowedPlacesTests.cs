using Tocsin.Dispatch.Safety;
using Tocsin.Engine.Routing;

namespace Tocsin.Unit.Routing;

/// <summary>What the settings reader lets pass as an entry of network.allow is one for whoever sends.</summary>
public class AllowedPlacesTests
{
    [Theory]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("10.1.0.0/33", false)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.2.3:8080", true)]
    [InlineData("10.1.2.256", false)]
    [InlineData("10.1", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("::1", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("hooks.internal", true)]
    [InlineData("hooks.internal:25", true)]
    [InlineData("hooks.internal:0", false)]
    [InlineData("hooks.internal:65536", false)]
    [InlineData("hooks.internal:http", false)]
    [InlineData("hooks.123", false)]
    [InlineData("localhost", true)]
    [InlineData("a b", false)]
    [InlineData("http://hooks.internal/", false)]
    [InlineData("*.internal", false)]
    [InlineData(":25", false)]
    public void Place_ThatPassesTheReader_IsTakenBySenders(string place, bool expected)
    {
        var isTaken = RoutingReader.Read($"network: {{allow: ['{place}']}}", "dispatch.yml").Problems.IsEmpty;

        Assert.Equal(expected, isTaken);
        Assert.True(!isTaken || AllowList.IsEntry(place));
    }
}
