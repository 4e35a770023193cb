using System.Text;

namespace Tocsin.Protos;

/// <summary>The key of records about one entity, so that they stand in one partition in their order.</summary>
public static class EntityKey
{
    public static byte[] Of(string id0, string id1) => Encoding.UTF8.GetBytes(TextOf(id0, id1));

    public static string TextOf(string id0, string id1) => id1.Length == 0 ? id0 : $"{id0}|{id1}";
}
