using System.Globalization;

namespace Tocsin.TopologyTests.Reference;

/// <summary>One number of a sample. A single value has neither position nor label.</summary>
internal sealed record Reading(long? Integer, double Real, int? Position = null, string? Label = null)
{
    public bool IsFinite => Integer is not null || double.IsFinite(Real);

    public string Text => Integer?.ToString(CultureInfo.InvariantCulture) ?? Real.ToString("R", CultureInfo.InvariantCulture);
}
