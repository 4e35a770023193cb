using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules;

/// <summary>Gathers what is wrong with one file. The same problem met again through an alias is told once.</summary>
internal sealed class Problems(string file)
{
    public const int MaxProblems = 1_000;

    private readonly HashSet<Problem> _problems = [];

    public string File => file;

    /// <summary>Nothing more will be told, so there is no use in looking closely.</summary>
    public bool IsFull => _problems.Count > MaxProblems;

    public int Errors { get; private set; }

    public bool HasErrors => Errors > 0;

    public void Error(YamlNode at, string code, string message) => Error(at.Line, at.Column, code, message);

    public void Error(int line, int column, string code, string message)
    {
        Errors++;
        Add(new(Severity.Error, file, line, column, code, message));
    }

    public void Warn(YamlNode at, string code, string message) => Add(new(Severity.Warning, file, at.Line, at.Column, code, message));

    public void Warn(int line, int column, string code, string message) => Add(new(Severity.Warning, file, line, column, code, message));

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Problem> ToImmutable() =>
        [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ThenBy(problem => problem.Code, StringComparer.Ordinal)];

    private void Add(Problem problem)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
        else if (_problems.Count == MaxProblems)
        {
            _problems.Add(problem with { Code = "too-many-problems", Message = $"more than {MaxProblems} problems; the rest is left out" });
        }
    }
}
