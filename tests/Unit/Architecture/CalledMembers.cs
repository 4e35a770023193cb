using System.Reflection;
using System.Reflection.Emit;

namespace Tocsin.Unit.Architecture;

/// <summary>What the compiled methods of types call, lambdas and iterators included.</summary>
internal static class CalledMembers
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const byte TwoBytes = 0xFE;
    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Of all types of a namespace and those below it, nested ones too.</summary>
    public static IEnumerable<MethodBase> Of(Assembly assembly, string @namespace) => assembly.GetTypes()
        .Where(type => $"{Outermost(type).Namespace}.".StartsWith($"{@namespace}.", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        .SelectMany(Of);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<MethodBase> Of(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == TwoBytes ? unchecked((short)((TwoBytes << 8) | code[++at])) : code[at];
            at++;
            var operand = _codes[value].OperandType;
            if (operand == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called)
            {
                yield return called;
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token) => method.Module.ResolveMethod(
        token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : null);
}
