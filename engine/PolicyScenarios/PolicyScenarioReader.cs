using System.Collections.Immutable;
using Tocsin.Engine.PolicyScenarios.Reading;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Reads a file with tests of policies, and the settings that it holds or names. Everything wrong with it is told at once; no input makes it throw.</summary>
public static class PolicyScenarioReader
{
    private static readonly string[] _keys = [.. PolicySettingsTexts.Keys, "start", "entities", "tests"];

    /// <param name="text">Of the file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="find">Gives the settings file of a path as written in the file, null if there is none.</param>
    public static ReadPolicyScenarios Read(string text, string file, Func<string, SettingsText?> find)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF');
        var problems = new Problems(file);
        var settings = new PolicySettingsTexts(text, file, find);
        var scenarios = SettingsTree.Read(text, "a file of tests is a mapping of settings and 'tests'", problems) is { } root ? Read(root, file, settings, problems) : [];
        ImmutableArray<Problem> all = [.. problems.ToImmutable().Concat(settings.Problems).Distinct()
            .OrderBy(problem => problem.File == file ? 0 : 1).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
        return new(all.Any(problem => problem.Severity == Severity.Error) ? [] : scenarios, all);
    }

    private static ImmutableArray<PolicyScenario> Read(YamlMapping root, string file, PolicySettingsTexts settings, Problems problems)
    {
        string[] keys = [.. _keys, .. root.Entries.Select(entry => entry.Key.Text).Where(SettingsTree.IsExtension)];
        var section = Section.Open(root, root, "a file of tests", keys, problems)!;
        var read = settings.Read(section);
        var entities = new EntityTable();
        entities.Declare(section, "entities");
        var reader = new PolicyTestReader(file, read, TestReader.Start(section, ScenarioClock.Default), entities);
        if (section.Find("tests") is YamlSequence { Items.IsEmpty: false } tests)
        {
            return [.. tests.Items.Select(test => reader.Read(test, problems)).OfType<PolicyScenario>()];
        }

        problems.Error(section.At("tests"), section.Has("tests") ? "wrong-type" : "missing-key", "a file of tests needs 'tests', a list of them");
        return [];
    }
}
