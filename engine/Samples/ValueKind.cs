namespace Tocsin.Engine.Samples;

public enum ValueKind : byte
{
    /// <summary>The record gave no value.</summary>
    None,
    Whole,
    Real,

    /// <summary>Values by position, integers or reals.</summary>
    Several,
    Labelled,
}
