using System.Globalization;

namespace Tocsin.Integration.Runtime;

/// <summary>A test that runs for as many minutes as TOCSIN_SOAK_MINUTES says, and not at all without it.</summary>
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (Minutes == 0)
        {
            Skip = "make soak MINUTES=10 runs it";
        }
    }

    public static double Minutes =>
        double.TryParse(Environment.GetEnvironmentVariable("TOCSIN_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;
}
