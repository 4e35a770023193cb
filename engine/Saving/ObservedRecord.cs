using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>How a value is saved: what kind it is in three bits, which its owner writes; then the number, and its position or label.</summary>
internal static class ObservedRecord
{
    public const int KindBits = 3;
    private const int IntegerBit = 4;

    public static int Kind(in ObservedBits value) => (int)value.Which | (value.IsInteger ? IntegerBit : 0);

    public static void Write(StateWriter writer, in ObservedBits value, LabelTable labels)
    {
        if (value.Which == Which.Nothing)
        {
            return;
        }

        if (value.IsInteger)
        {
            writer.Signed(value.Raw);
        }
        else
        {
            writer.Fixed64(value.Raw);
        }

        if (value.Which == Which.Position)
        {
            writer.Number(value.Index);
        }
        else if (value.Which == Which.Label)
        {
            writer.Delimited(labels.Utf8Name(value.Index));
        }
    }

    public static ObservedBits Read(ref StateReader reader, int kind, RulePlan plan, LabelTable labels)
    {
        var which = (Which)(kind & (IntegerBit - 1));
        if (which == Which.Nothing)
        {
            return default;
        }

        var isInteger = (kind & IntegerBit) != 0;
        var raw = isInteger ? reader.Signed() : reader.Fixed64();
        return new ObservedBits(raw, isInteger, which)
        {
            Index = which switch
            {
                Which.Position => reader.Number("the position of a value", plan.Rule.Thresholds.Length - 1),
                Which.Label => labels.Use(reader.Delimited()),
                _ => 0,
            },
        };
    }
}
