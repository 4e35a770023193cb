using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// A question as a text for people. What is needed to answer stands before what may be long, so that it is still there where a receiver takes little.
/// </summary>
internal static class QuestionText
{
    private static readonly TextLimit _name = TextLimit.Letters(100);
    private static readonly TextLimit _line = TextLimit.Letters(200);
    private static readonly TextLimit _sentence = TextLimit.Letters(300);

    /// <param name="errand">What is asked.</param>
    /// <param name="alarm">Because of what.</param>
    /// <param name="url">Where to answer, empty if only by command.</param>
    public static string Of(Errand errand, AlarmMessage alarm, string url)
    {
        var question = errand.Question;
        var who = errand.Policy.Length > 0 ? $"Policy {_name.Cut(errand.Policy)} asks because of" : "It is asked because of";
        var until = question.UntilMs > 0 ? $"Answer until {AlarmWords.Iso(question.UntilMs)}" : "Answer";
        var commands = $"tocsin approve {errand.RecordId} or tocsin reject {errand.RecordId}";
        return $"""
            May {_name.Cut(errand.Package)} run? {who} {_line.Cut(DigestText.Line(alarm))}
            {(url.Length > 0 ? $"{until}: {url}\nOr: {commands}" : $"{until}: {commands}")}
            {_sentence.Cut(question.Sentence)}
            """.TrimEnd().ReplaceLineEndings("\n");
    }
}
