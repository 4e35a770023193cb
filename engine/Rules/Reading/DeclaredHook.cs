using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>A hook and where the file names it.</summary>
internal sealed record DeclaredHook(HookSettings Settings, YamlScalar Name);
