using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Auditing;

/// <summary>Is told by a detector what it decides while it decides it. It must change nothing.</summary>
internal interface IProbe
{
    /// <summary>The numbers told from now on are those of this state; called again when other rules are activated.</summary>
    void Attach(PartitionState state);

    /// <summary>A window is checked for a minute, or evaluated on arrival; what follows from it is not yet decided. Windows at rest are not told.</summary>
    void Checking(int window, int minute, bool condition);

    /// <summary>The same of a composite rule.</summary>
    void CheckingComposite(int composite, int minute, bool holds);

    /// <summary>A sample came to a window that asks for it.</summary>
    void Sampled(in Samples.Sample sample, int window, int minute, SampleFate fate)
    {
    }

    /// <summary>What a check came to; the cycle is as it is afterwards, and all zero where there is nothing to remember.</summary>
    void Decided(int window, int minute, int check, Decision decision, in CycleState cycle)
    {
    }

    /// <summary>The same of a composite rule.</summary>
    void DecidedComposite(int composite, int minute, int check, Decision decision, in CycleState cycle)
    {
    }
}
