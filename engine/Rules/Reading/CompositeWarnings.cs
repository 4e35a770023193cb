using Tocsin.Engine.Composites;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>What is allowed in a composite rule but hardly meant, found by trying every combination of few parts.</summary>
internal static class CompositeWarnings
{
    private const int MaxTriedParts = 10;

    public static void Check(ParsedExpression expression, YamlScalar at, Problems problems)
    {
        var count = expression.Parts.Length;
        if (Holds(expression.Root!, count, combination: 0))
        {
            problems.Warn(at, "composite-true-by-itself", "the expression is true when the condition of no part is");
        }
        else if (count <= MaxTriedParts && !Enumerable.Range(1, (1 << count) - 1).Any(combination => Holds(expression.Root!, count, combination)))
        {
            problems.Warn(at, "composite-never-true", "no combination of the parts makes the expression true");
        }
    }

    private static bool Holds(Expression expression, int count, int combination)
    {
        Span<bool> conditions = stackalloc bool[count];
        for (var part = 0; part < Math.Min(count, MaxTriedParts); part++)
        {
            conditions[part] = (combination >> part & 1) == 1;
        }

        return expression.Holds(conditions);
    }
}
