using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Templates;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Checks the templates of hooks and links, at the place of each.</summary>
internal static class TemplateCheck
{
    /// <summary>Types whose template is a piece of JSON; the others' is text.</summary>
    private static readonly string[] _json = ["slack", "wechat", "dingtalk", "feishu"];

    public static TemplateTarget TargetOf(string type) => _json.Contains(type) ? TemplateTarget.Json : TemplateTarget.Text;

    /// <summary>Tells what makes the template unfit for use.</summary>
    public static void Errors(YamlScalar? template, TemplateTarget target, Problems problems)
    {
        foreach (var problem in Of(template, target).Where(problem => problem.IsFatal))
        {
            var (line, column) = Place(template!, problem);
            problems.Error(line, column, "bad-template", Message(template!, problem));
        }
    }

    /// <summary>Tells what is fit for use but hardly meant.</summary>
    public static void Warnings(YamlScalar? template, TemplateTarget target, Problems problems)
    {
        foreach (var problem in Of(template, target).Where(problem => !problem.IsFatal))
        {
            var (line, column) = Place(template!, problem);
            problems.Warn(line, column, "odd-template", Message(template!, problem));
        }
    }

    private static ImmutableArray<TemplateProblem> Of(YamlScalar? template, TemplateTarget target) =>
        string.IsNullOrEmpty(template?.Text) ? [] : TextTemplate.Parse(template.Text, target).Problems;

    private static (int Line, int Column) Place(YamlScalar template, TemplateProblem problem) =>
        IsOneLine(template) ? (template.Line, template.ColumnOf(problem.Column - 1)) : (template.Line, template.Column);

    /// <summary>Where the lines of a block begin isn't known any more, so the place within it is told in words.</summary>
    private static string Message(YamlScalar template, TemplateProblem problem) =>
        IsOneLine(template) ? problem.Message : $"{problem.Message} (line {problem.Line}, column {problem.Column} of the text)";

    private static bool IsOneLine(YamlScalar template) => !template.Text.Contains('\n', StringComparison.Ordinal);
}
