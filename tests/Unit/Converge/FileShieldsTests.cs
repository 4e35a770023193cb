using Tocsin.Converge.Shields;
using Tocsin.V1;

namespace Tocsin.Unit.Converge;

public class FileShieldsTests
{
    private const long NowMs = 1_000_000;

    [Fact]
    public void Shield_NewInTheFile_IsCreatedNow()
    {
        var written = Assert.Single(Differences([], Of("night")));

        Assert.Equal(new Shield(Of("night")) { CreatedMs = NowMs }, written);
    }

    [Fact]
    public void Shield_AsItWas_IsNotWrittenAgain() => Assert.Empty(Differences([new Shield(Of("night")) { CreatedMs = 7 }], Of("night")));

    [Fact]
    public void Shield_Changed_IsWritten()
    {
        var written = Assert.Single(Differences([new Shield(Of("night")) { CreatedMs = 7 }], new Shield(Of("night")) { Comment = "longer" }));

        Assert.Equal(("longer", NowMs), (written.Comment, written.CreatedMs));
    }

    [Fact]
    public void Shield_GoneFromTheFile_IsTakenBack()
    {
        var written = Assert.Single(Differences([Of("night"), Of("day")], Of("day")));

        Assert.Equal(new Shield(Of("night")) { IsExpired = true, UntilMs = NowMs }, written);
    }

    [Fact]
    public void Shield_GoneAndOver_IsLeftAlone() =>
        Assert.Empty(Differences([new Shield(Of("night")) { IsExpired = true, UntilMs = 5 }, new Shield(Of("day")) { UntilMs = NowMs }]));

    [Fact]
    public void Shield_TakenBackAndInTheFileAgain_IsWritten()
    {
        var written = Assert.Single(Differences([new Shield(Of("night")) { IsExpired = true, UntilMs = 5 }], Of("night")));

        Assert.Equal((false, 0), (written.IsExpired, written.UntilMs));
    }

    [Fact]
    public void Shield_MadeByCommand_IsNoneOfTheFiles() => Assert.Empty(Differences([new Shield { Id = "made", By = "me" }]));

    private static Shield Of(string name) => new() { Id = $"file/{name}", FileName = name, Match = new ShieldMatch { Rules = { "slow" } } };

    private static List<Shield> Differences(Shield[] known, params Shield[] ofFiles) =>
        [.. FileShields.Differences(known.ToDictionary(shield => shield.Id), ofFiles, NowMs)];
}
