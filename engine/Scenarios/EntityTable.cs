using System.Collections.Frozen;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>The entities of a test by the name its file calls them: a name that isn't declared is a service of that name.</summary>
internal sealed class EntityTable
{
    private static readonly string[] _keys = ["scope", "id0", "id1", "name", "attributes"];

    private static readonly FrozenDictionary<string, Scope> _scopes = Enum.GetValues<Scope>()
        .Where(scope => scope != Scope.Unspecified)
        .ToFrozenDictionary(Spell, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Entity> _entities;

    public EntityTable() => _entities = [];

    /// <summary>Begins with the entities of the file.</summary>
    public EntityTable(EntityTable file) => _entities = new(file._entities);

    public IReadOnlyCollection<string> Names => _entities.Keys;

    public FrozenDictionary<(Scope Scope, string Id0, string Id1), string> NamesByIdentity => _entities
        .DistinctBy(pair => Identity(pair.Value))
        .ToFrozenDictionary(pair => Identity(pair.Value), pair => pair.Key);

    /// <summary>Takes the entities declared under the key, if it is there.</summary>
    public void Declare(Section section, string key)
    {
        if (section.Find(key) is not { } value)
        {
            return;
        }

        if (value is not YamlMapping entities)
        {
            section.Problems.Error(value, "wrong-type", $"'{key}' is a mapping of names to entities, here is {value.Shape}");
            return;
        }

        foreach (var (name, description) in entities.Entries)
        {
            _entities[name.Text] = Read(name, description, section.Problems);
        }
    }

    public Entity? Find(string name) => _entities.GetValueOrDefault(name);

    /// <summary>The entity; an unknown name makes one.</summary>
    public Entity Use(string name)
    {
        if (!_entities.TryGetValue(name, out var entity))
        {
            _entities.Add(name, entity = Service(name));
        }

        return entity;
    }

    private static Entity Read(YamlScalar name, YamlNode description, Problems problems)
    {
        if (description is YamlScalar { IsNull: true } || Section.Open(name, description, $"entity {name.Text}", _keys, problems) is not { } section)
        {
            return Service(name.Text);
        }

        var entity = new Entity
        {
            Scope = section.Choice("scope", _scopes) ?? Scope.Service,
            Name = section.Text("name") ?? name.Text,
            Id0 = section.Text("id0") ?? section.Text("name") ?? name.Text,
            Id1 = section.Text("id1") ?? "",
        };
        foreach (var (key, value) in section.Pairs("attributes"))
        {
            entity.Attributes[key] = value;
        }

        return entity;
    }

    private static Entity Service(string name) => new() { Scope = Scope.Service, Id0 = name, Name = name };

    private static (Scope Scope, string Id0, string Id1) Identity(Entity entity) => (entity.Scope, entity.Id0, entity.Id1);

    private static string Spell(Scope scope) => Wording.Upper(scope.ToString());
}
