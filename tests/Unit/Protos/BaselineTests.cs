using Tocsin.V1;

namespace Tocsin.Unit.Protos;

/// <summary>
/// Records outlive the programs that wrote them, so the schema only grows. protos/baseline.txt holds it as last accepted. A change of what
/// is there fails for good; an addition fails until it is accepted with `eng/protos.sh accept`, so that it is made on purpose.
/// </summary>
public class BaselineTests
{
    private static readonly string[] Accepted =
    [
        "enum tocsin.v1.Scope 001 = SCOPE_SERVICE",
        "message tocsin.v1.Tick 001 = time_ms single int64",
        "message tocsin.v1.Tick 002 = note repeated string",
    ];

    [Fact]
    public void Schema_ComparedWithBaseline_IsTheSame()
    {
        var present = Present();
        var changes = SchemaChanges.Between(File.ReadAllLines(BaselinePath), present);
        Assert.True(changes.Breaking.Count == 0, $"The schema changed in a way that records written before can't be read:\n{string.Join('\n', changes.Breaking)}");
        if (Environment.GetEnvironmentVariable("TOCSIN_ACCEPT_PROTOS") == "1")
        {
            File.WriteAllLines(BaselinePath, present);
            return;
        }

        Assert.True(changes.Added.Count == 0, $"The schema grew. If that is meant, run eng/protos.sh accept\n{string.Join('\n', changes.Added)}");
    }

    [Theory]
    [InlineData("message tocsin.v1.Tick 001 = time_ms single int64", null, "removed: message tocsin.v1.Tick 001 = time_ms single int64")]
    [InlineData("Tick 001", "Tick 003", "removed: message tocsin.v1.Tick 001 = time_ms single int64")]
    [InlineData("int64", "uint64", "changed: message tocsin.v1.Tick 001 = time_ms single int64, now message tocsin.v1.Tick 001 = time_ms single uint64")]
    [InlineData("time_ms", "time", "changed: message tocsin.v1.Tick 001 = time_ms single int64, now message tocsin.v1.Tick 001 = time single int64")]
    [InlineData("repeated", "single", "changed: message tocsin.v1.Tick 002 = note repeated string, now message tocsin.v1.Tick 002 = note single string")]
    [InlineData("SCOPE_SERVICE", "SCOPE_HOST", "changed: enum tocsin.v1.Scope 001 = SCOPE_SERVICE, now enum tocsin.v1.Scope 001 = SCOPE_HOST")]
    public void Change_OfWhatIsThere_IsNamed(string from, string? to, string expected)
    {
        var present = Accepted.Select(line => to is null && line == from ? "" : line.Replace(from, to, StringComparison.Ordinal)).Where(line => line.Length > 0);
        Assert.Equal(expected, Assert.Single(SchemaChanges.Between(Accepted, present).Breaking));
    }

    [Fact]
    public void Addition_IsNotBreaking_ButNamed()
    {
        var changes = SchemaChanges.Between(Accepted, [.. Accepted, "enum tocsin.v1.Scope 002 = SCOPE_HOST"]);
        Assert.Empty(changes.Breaking);
        Assert.Equal("added: enum tocsin.v1.Scope 002 = SCOPE_HOST", Assert.Single(changes.Added));
    }

    [Fact]
    public void Baseline_WithoutOneLine_NoLongerMatchesTheSchema()
    {
        var present = Present();
        Assert.All(present, line => Assert.Equal([$"removed: {line}"], SchemaChanges.Between(present, present.Where(other => other != line)).Breaking));
    }

    private static IReadOnlyList<string> Present() => SchemaLines.Of(
        MetricReflection.Descriptor,
        AlarmReflection.Descriptor,
        DeliveryReflection.Descriptor,
        RulesReflection.Descriptor,
        ActionReflection.Descriptor,
        SignalReflection.Descriptor,
        ConvergenceStateReflection.Descriptor);

    private static string BaselinePath
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
            }

            return Path.Combine(folder.FullName, "protos", "baseline.txt");
        }
    }
}
