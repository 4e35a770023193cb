using System.Collections.Immutable;
using System.Numerics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>Says in which fields two alarms differ.</summary>
public static class AlarmFields
{
    /// <summary>In the order of their numbers; nothing for two that differ only in how they are encoded.</summary>
    public static ImmutableArray<FieldChange> Between(AlarmMessage derived, AlarmMessage recorded)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Compare(derived, recorded, "", changes);
        return changes.DrainToImmutable();
    }

    /// <summary>The only bit in which two values differ; null if they don't differ in exactly one.</summary>
    public static (int Byte, int Bit)? OnlyBit(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> recorded)
    {
        (int Byte, int Bit)? only = null;
        for (var i = 0; derived.Length == recorded.Length && i < derived.Length; i++)
        {
            var bits = (uint)(derived[i] ^ recorded[i]);
            if (bits == 0)
            {
                continue;
            }

            if (only is not null || BitOperations.PopCount(bits) > 1)
            {
                return null;
            }

            only = (i, BitOperations.TrailingZeroCount(bits));
        }

        return only;
    }

    private static void Compare(IMessage derived, IMessage recorded, string prefix, ImmutableArray<FieldChange>.Builder changes)
    {
        foreach (var field in derived.Descriptor.Fields.InFieldNumberOrder())
        {
            var (left, right) = (field.Accessor.GetValue(derived), field.Accessor.GetValue(recorded));
            if (Equals(left, right))
            {
                continue;
            }

            if (field is { FieldType: FieldType.Message, IsRepeated: false } && left is IMessage leftMessage && right is IMessage rightMessage)
            {
                Compare(leftMessage, rightMessage, $"{prefix}{field.JsonName}.", changes);
            }
            else
            {
                changes.Add(new(prefix + field.JsonName, Text(field, left), Text(field, right)));
            }
        }
    }

    private static string Text(FieldDescriptor field, object? value) => value switch
    {
        null => "",
        string text => text,
        Enum number => field.EnumType.FindValueByNumber(Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture))?.Name ?? $"{number:d}",
        IMessage message => JsonFormatter.Default.Format(message),
        System.Collections.IDictionary or System.Collections.IList => value.ToString()!,
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
