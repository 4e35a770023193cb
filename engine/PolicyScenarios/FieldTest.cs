namespace Tocsin.Engine.PolicyScenarios;

public enum FieldTest
{
    /// <summary>One of the values is this.</summary>
    Is,

    /// <summary>One of the values has it in it.</summary>
    Contains,

    /// <summary>None of them has.</summary>
    Lacks,
}
