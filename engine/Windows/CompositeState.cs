namespace Tocsin.Engine.Windows;

/// <summary>A composite rule and an entity for which it has something to do or to remember.</summary>
internal struct CompositeState
{
    /// <summary>Position among the composite rules of the plan.</summary>
    public int Composite;

    public int Entity;

    /// <summary>The next composite rule of the same entity.</summary>
    public int Next;

    public int Cycle;
}
