namespace Tocsin.Unit.Samples;

/// <summary>Damages bytes the way disks, networks and wrong producers do.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--)
        {
            bytes = Once(bytes, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var to = random.Next(at, bytes.Length) + 1;
        switch (random.Next(7))
        {
            case 0:
                return With(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8))));
            case 1:
                return With(bytes, at, (byte)random.Next(256));
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[to..]];
            case 4:
                return [.. bytes[..to], .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. Enumerable.Repeat((byte)0x80, random.Next(1, 11)), .. bytes[at..]];
            default:
                return [.. bytes[..at], .. bytes[..to], .. bytes[at..]];
        }
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }
}
