namespace Tocsin.Engine.Rules.Yaml;

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
