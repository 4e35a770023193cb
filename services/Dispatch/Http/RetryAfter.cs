using System.Globalization;
using System.Net.Http.Headers;

namespace Tocsin.Dispatch.Http;

/// <summary>The header by which receivers ask to be left alone for a while: seconds, with decimals too, or a date.</summary>
internal static class RetryAfter
{
    private const string Name = "Retry-After";
    private const double MostSeconds = 86_400;

    /// <summary>0 if it isn't there, can't be understood, or is over.</summary>
    public static long WaitMs(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues(Name, out var values))
        {
            return 0;
        }

        var text = values.ToString();
        var seconds = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written) ? written
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? (date - now).TotalSeconds
            : 0;
        return (long)Math.Ceiling(Math.Clamp(seconds, 0, MostSeconds) * 1_000);
    }
}
