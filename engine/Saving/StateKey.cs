using System.Globalization;
using System.Text;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>The keys of a saved state: "detector", and for a page of entities "entities/7", its further parts "entities/7/1" and so on.</summary>
internal readonly record struct StateKey(int Page, int Part)
{
    private const int LastPage = int.MaxValue >> DirtyPages.PageBits;

    private static ReadOnlySpan<byte> EntitiesPrefix => "entities/"u8;

    public static byte[] Detector() => "detector"u8.ToArray();

    public static bool IsDetector(ReadOnlySpan<byte> key) => key.SequenceEqual("detector"u8);

    public static StateKey Parse(ReadOnlySpan<byte> key)
    {
        if (key.StartsWith(EntitiesPrefix))
        {
            var rest = key[EntitiesPrefix.Length..];
            var slash = rest.IndexOf((byte)'/');
            var part = 0;
            if (TryParse(slash < 0 ? rest : rest[..slash], out var page) && page <= LastPage && (slash < 0 || (TryParse(rest[(slash + 1)..], out part) && part > 0)))
            {
                return new StateKey(page, part);
            }
        }

        throw new BrokenStateException($"the key '{Encoding.UTF8.GetString(key)}' is none of a detector's state");
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => Part == 0
        ? string.Create(CultureInfo.InvariantCulture, $"entities/{Page}")
        : string.Create(CultureInfo.InvariantCulture, $"entities/{Page}/{Part}");

    private static bool TryParse(ReadOnlySpan<byte> digits, out int value) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
