using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>A delivery and every attempt of it, as the deliveries topic has them.</summary>
internal sealed record DeliveryStory(Logged<Delivery> Delivery)
{
    public List<Logged<Attempt>> Attempts { get; } = [];
}
