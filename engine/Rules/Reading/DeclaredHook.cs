using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>A hook, where the file names it, and its templates where the file has them.</summary>
internal sealed record DeclaredHook(HookSettings Settings, YamlScalar Name, ImmutableArray<YamlScalar> Templates);
