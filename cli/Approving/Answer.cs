using Tocsin.V1;

namespace Tocsin.Cli.Approving;

/// <summary>Yes or no to a request for approval.</summary>
/// <param name="Name">Of the command.</param>
/// <param name="Done">What was done then, in one word.</param>
/// <param name="IsYes">The package may run.</param>
internal sealed record Answer(string Name, string Done, bool IsYes)
{
    /// <summary>It is an answer to this asking alone, should the record wait again.</summary>
    public ActionRecord To(ProcessingRecord record, string by, string comment) => new()
    {
        ApprovalAnswer = new ApprovalAnswer { RecordId = record.Id, Approved = IsYes, By = by, Comment = comment, AskedMs = record.AskedMs },
    };
}
