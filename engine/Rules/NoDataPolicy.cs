namespace Tocsin.Engine.Rules;

/// <summary>What happens to an entity that stops sending samples.</summary>
public enum NoDataPolicy
{
    /// <summary>Minutes without a sample count towards recovery like any other minute that doesn't match.</summary>
    Recover,

    /// <summary>Only minutes with a sample count towards recovery; after the no-data period a firing alarm is closed.</summary>
    Close,

    /// <summary>Only minutes with a sample count towards recovery; without any, a firing alarm stays as it is.</summary>
    Keep,

    /// <summary>As <see cref="Keep"/>, and after the no-data period a NO_DATA alarm is raised, firing before or not.</summary>
    Alarm,
}
