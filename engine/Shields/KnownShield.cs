using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Shields;

/// <summary>A shield that a partition remembers until it is over.</summary>
internal sealed class KnownShield(Shield shield) : Tracked
{
    public Shield Shield { get; set; } = shield;

    internal override byte[] Key() => SavedKey.OfShield(Number);

    internal override byte[] Encode() => new SavedShield { Number = Number, Shield = Shield }.ToByteArray();
}
