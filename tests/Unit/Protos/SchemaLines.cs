using Google.Protobuf.Reflection;

namespace Tocsin.Unit.Protos;

/// <summary>
/// A schema as one line per field and enum value, sorted: what must not change once somebody has written a record. What a line is
/// about (a message and a field number) stands before its equals sign, what must stay the same after it.
/// </summary>
internal static class SchemaLines
{
    public static IReadOnlyList<string> Of(params FileDescriptor[] files) =>
        [.. files.SelectMany(file => file.MessageTypes.SelectMany(OfMessage).Concat(file.EnumTypes.SelectMany(OfEnum))).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> OfMessage(MessageDescriptor message) =>
        message.Fields.InFieldNumberOrder().Select(OfField)
            .Concat(message.NestedTypes.SelectMany(OfMessage))
            .Concat(message.EnumTypes.SelectMany(OfEnum));

    private static string OfField(FieldDescriptor field) =>
        $"message {field.ContainingType.FullName} {field.FieldNumber:000} = {field.Name} {Label(field)} {TypeName(field)}";

    private static IEnumerable<string> OfEnum(EnumDescriptor type) =>
        type.Values.Select(value => $"enum {type.FullName} {value.Number:000} = {value.Name}");

    private static string Label(FieldDescriptor field) =>
        field.IsRepeated ? "repeated" : field.RealContainingOneof is { } oneof ? $"oneof({oneof.Name})" : "single";

    private static string TypeName(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => field.ToProto().Type.ToString().ToLowerInvariant(),
    };
}
