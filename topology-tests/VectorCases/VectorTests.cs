using Xunit.Abstractions;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>
/// Every case of every file of the vector folder. What differs on purpose stands in DIFFERENCES.md; a case that stands there
/// has to differ, so that the list never says more than is true.
/// </summary>
[Trait("Category", "Vectors")]
public sealed class VectorTests(ITestOutputHelper output)
{
    private const string Pipeline = "pipeline";
    private const string Recovery = "recovery_state_machine";
    private const string Hook = "hook";
    private const string DingTalk = "sign_dingtalk";
    private const string Feishu = "sign_feishu";

    public static TheoryData<string, string> Covered
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var @case in VectorFolder.Cases.Where(IsCovered))
            {
                data.Add(@case.File, @case.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Covered))]
    public void Case_Run_GivesWhatIsExpected(string file, string name)
    {
        var difference = Run(VectorFolder.Find(file, name));

        if (KnownDifferences.Reasons.TryGetValue(name, out var reason))
        {
            output.WriteLine($"differs as listed: {reason}\n{difference}");
            Assert.True(difference is not null, $"{name} is listed in DIFFERENCES.md, but no longer differs");
        }
        else
        {
            Assert.True(difference is null, $"{file}: {name}\n{difference}");
        }
    }

    [Fact]
    public void Cases_OfOtherKinds_AreCounted()
    {
        var others = VectorFolder.Cases.Where(@case => !IsCovered(@case)).GroupBy(@case => (@case.File, @case.Kind));

        foreach (var group in others)
        {
            output.WriteLine($"not yet covered: {group.Key.File}: {group.Count()} of kind \"{group.Key.Kind}\"");
        }

        output.WriteLine($"covered: {VectorFolder.Cases.Count(IsCovered)} of {VectorFolder.Cases.Count} in {VectorFolder.Folder}");
    }

    /// <summary>Other folders need not have the cases that ours has.</summary>
    [Fact]
    public void Differences_OfOwnFolder_NameCasesThatExist()
    {
        var names = VectorFolder.Cases.Select(@case => @case.Name).ToHashSet();

        Assert.Empty(VectorFolder.IsOwn ? KnownDifferences.Reasons.Keys.Where(name => !names.Contains(name)) : []);
    }

    /// <summary>The case is listed for what becomes of a failure; all else of it has to be as SkyWalking does it.</summary>
    [Fact]
    public void GrpcHook_OfOwnFolder_DiffersOnlyInWhatAFailureMeans()
    {
        var cases = VectorFolder.Cases.Where(@case => @case.Kind == Hook && GrpcHookCase.Is(@case.Json)).Select(@case => GrpcHookCase.Run(@case.Json));

        Assert.All(cases, difference => Assert.Matches("^on_error: [^\n]*$", difference));
    }

    private static bool IsCovered(VectorCase @case) => @case.Kind is Pipeline or Recovery or DingTalk or Feishu or Hook || ConvergenceCase.IsOne(@case.Json);

    /// <summary>A case that can't be run differs too: its settings may be refused, or its steps not understood.</summary>
    private static string? Run(VectorCase @case)
    {
        try
        {
            return @case.Kind switch
            {
                Pipeline => PipelineCase.Run(@case.Json),
                Recovery => RecoveryCase.Run(@case.Json),
                DingTalk => SignCase.RunDingTalk(@case.Json),
                Feishu => SignCase.RunFeishu(@case.Json),
                Hook when GrpcHookCase.Is(@case.Json) => GrpcHookCase.Run(@case.Json),
                Hook => HookCase.Run(@case.Json),
                _ => ConvergenceCase.Run(@case.Json),
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return exception.Message;
        }
    }
}
