namespace Tocsin.Engine.Samples;

/// <summary>Where the parts of an entity lie.</summary>
internal struct EntitySlot
{
    public int Scope;
    public uint Hash;
    public ByteRange Id0;
    public ByteRange Id1;
    public ByteRange Name;
    public ByteRange Attributes;
}
