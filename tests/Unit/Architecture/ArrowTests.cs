namespace Tocsin.Unit.Architecture;

public class ArrowTests
{
    [Fact]
    public void Projects_OfThisCheckout_KeepToTheArrows()
    {
        var projects = Checkout.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(ProjectFile.Read).ToArray();

        Assert.Contains(projects, project => project.Folder == "engine");
        Assert.Empty(projects.SelectMany(Arrows.Violations));
    }

    [Fact]
    public void Folders_OfThisCheckout_SayWhatIsInThem() => Assert.Empty(Checkout.Files().SelectMany(Arrows.EmptyNames));

    [Theory]
    [InlineData("protos/P.csproj", "../engine/E.csproj", "protos must not reference engine")]
    [InlineData("engine/E.csproj", "../runtime/R.csproj", "engine must not reference runtime")]
    [InlineData("engine/E.csproj", "..\\runtime\\R.csproj", "engine must not reference runtime")]
    [InlineData("runtime/R.csproj", "../engine/E.csproj", "runtime must not reference engine")]
    [InlineData("runtime/R.csproj", "../cli/C.csproj", "runtime must not reference cli")]
    [InlineData("services/Heal/H.csproj", "../Detect/D.csproj", "services/Heal must not reference services/Detect")]
    [InlineData("services/Heal/H.csproj", "../../cli/C.csproj", "services/Heal must not reference cli")]
    [InlineData("cli/C.csproj", "../tests/Unit/U.csproj", "cli must not reference tests/Unit")]
    [InlineData("tests/Unit/U.csproj", "../Integration/I.csproj", "tests/Unit must not reference tests/Integration")]
    [InlineData("examples/csharp/X.csproj", "../../runtime/R.csproj", "examples/csharp must not reference runtime")]
    [InlineData("engine/E.csproj", "../elsewhere/X.csproj", "engine must not reference elsewhere")]
    public void Reference_AgainstAnArrow_IsNamed(string path, string reference, string expected) =>
        Assert.Equal([expected], Violations(path, $"""<ProjectReference Include="{reference}" />"""));

    [Theory]
    [InlineData("engine/E.csproj", "../protos/P.csproj")]
    [InlineData("services/Heal/H.csproj", "../../runtime/R.csproj")]
    [InlineData("tests/Unit/U.csproj", "../../cli/C.csproj")]
    public void Reference_AlongAnArrow_IsFine(string path, string reference) =>
        Assert.Empty(Violations(path, $"""<ProjectReference Include="{reference}" />"""));

    [Theory]
    [InlineData("utilities/U.csproj")]
    [InlineData("engine/Rules/R.csproj")]
    [InlineData("services/S.csproj")]
    [InlineData("P.csproj")]
    public void Project_OutsideTheLayout_IsNamed(string path) =>
        Assert.EndsWith("has no place in the layout", Assert.Single(Violations(path, "")), StringComparison.Ordinal);

    [Theory]
    [InlineData("engine/E.csproj", 1)]
    [InlineData("services/Heal/H.csproj", 1)]
    [InlineData("cli/C.csproj", 1)]
    [InlineData("runtime/R.csproj", 0)]
    [InlineData("bench/B.csproj", 0)]
    [InlineData("examples/csharp/X.csproj", 0)]
    public void KafkaClient_OutsideTheRuntime_IsNamed(string path, int expected) =>
        Assert.Equal(expected, Violations(path, """<PackageReference Include="Confluent.Kafka" />""").Count());

    [Theory]
    [InlineData("engine/E.csproj", 1)]
    [InlineData("runtime/R.csproj", 1)]
    [InlineData("services/Heal/H.csproj", 0)]
    [InlineData("cli/C.csproj", 0)]
    public void Main_OutsideServicesAndCli_IsNamed(string path, int expected) =>
        Assert.Equal(expected, Violations(path, "<OutputType>Exe</OutputType>").Count());

    [Theory]
    [InlineData("engine/Common/Text.cs", 1)]
    [InlineData("runtime/helpers/Text.cs", 1)]
    [InlineData("runtime/Brokers/Common.cs", 0)]
    public void Folder_WithAnEmptyName_IsNamed(string path, int expected) => Assert.Equal(expected, Arrows.EmptyNames(path).Count());

    private static IEnumerable<string> Violations(string path, string content) =>
        Arrows.Violations(ProjectFile.Parse(path, $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{content}</ItemGroup></Project>"""));
}
