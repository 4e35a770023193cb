using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>The levels of policies as settings write them.</summary>
public static class LevelWord
{
    private static readonly Dictionary<string, AlarmLevel> _levels = new()
    {
        ["fatal"] = AlarmLevel.Fatal,
        ["warning"] = AlarmLevel.Warning,
        ["remind"] = AlarmLevel.Remind,
    };

    public static IReadOnlyDictionary<string, AlarmLevel> All => _levels;

    /// <summary>Empty for none.</summary>
    public static string Of(AlarmLevel level) => _levels.FirstOrDefault(word => word.Value == level).Key ?? "";
}
