namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads how long after its end a minute is checked.</summary>
internal static class GraceReader
{
    public static int Read(Section file) => (int)(Duration.Read(file, "grace", 0, RuleSet.MaxGraceMs) ?? RuleSet.DefaultGraceMs);
}
