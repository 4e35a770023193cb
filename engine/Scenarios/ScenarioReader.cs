using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Scenarios;

/// <summary>
/// Reads a scenario file: a settings file with tests beside its rules, or with the name of the settings file they are about.
/// Everything wrong with it is told at once.
/// </summary>
public static class ScenarioReader
{
    private static readonly string[] _ownKeys = ["rules-file", "start", "entities", "tests"];

    /// <summary><paramref name="find"/> gives the settings file of a path as written in the scenario file, null if there is none.</summary>
    public static ReadScenarios Read(string text, string file, Func<string, SettingsText?> find)
    {
        text = text.TrimStart('\uFEFF');
        var problems = new Problems(file);
        var settings = new SettingsSource(text, file, find);
        var scenarios = YamlTree.Read(text, problems) switch
        {
            YamlMapping root => ReadFile(root, file, settings, problems),
            null when problems.HasErrors => [],
            _ => Refuse(problems),
        };
        ImmutableArray<Problem> all = [.. problems.ToImmutable().Concat(settings.Problems).Distinct()
            .OrderBy(problem => problem.File == file ? 0 : 1).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
        return new(all.Any(problem => problem.Severity == Severity.Error) ? [] : scenarios, all);
    }

    private static ImmutableArray<Scenario> Refuse(Problems problems)
    {
        problems.Error(1, 1, "wrong-type", "a scenario file is a mapping with 'rules' or 'rules-file', and 'tests'");
        return [];
    }

    private static ImmutableArray<Scenario> ReadFile(YamlMapping root, string file, SettingsSource settings, Problems problems)
    {
        var own = new YamlMapping(root.Line, root.Column, [.. root.Entries.Where(entry => _ownKeys.Contains(entry.Key.Text))]);
        var section = Section.Open(own, own, "a scenario file", _ownKeys, problems)!;
        var rules = Rules(root, section, settings);
        var entities = new EntityTable();
        entities.Declare(section, "entities");
        var reader = new TestReader(file, rules, TestReader.Start(section, ScenarioClock.Default), entities, settings);
        if (section.Find("tests") is YamlSequence { Items.IsEmpty: false } tests)
        {
            return [.. tests.Items.Select(test => reader.Read(test, problems)).OfType<Scenario>()];
        }

        problems.Error(section.At("tests"), section.Has("tests") ? "wrong-type" : "missing-key", "a scenario file needs 'tests', a list of them");
        return [];
    }

    /// <summary>All keys that aren't the scenario's own are the settings'.</summary>
    private static RuleSet? Rules(YamlMapping root, Section section, SettingsSource settings)
    {
        var inline = root.Entries.Where(entry => !_ownKeys.Contains(entry.Key.Text)).ToList();
        if (section.Has("rules-file"))
        {
            foreach (var (key, _) in inline)
            {
                section.Problems.Error(key, "unknown-key", $"with 'rules-file' a scenario file has no '{key.Text}'{Spelling.Hint(key.Text, _ownKeys)}");
            }

            return settings.Named(section, "rules-file");
        }

        if (inline.Count == 0)
        {
            section.Problems.Error(root, "missing-key", "a scenario file needs 'rules', as in a settings file, or 'rules-file', the path of one");
            return null;
        }

        return settings.Inline(inline);
    }
}
