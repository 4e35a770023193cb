using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;

namespace Tocsin.Converge.Matching;

/// <summary>The settings that hold at one moment.</summary>
/// <param name="Book">What is asked for because of an alarm.</param>
/// <param name="Router">Who is told where a policy names nobody.</param>
internal sealed record LivePolicies(PolicyBook Book, Router Router)
{
    public static LivePolicies BuiltIn { get; } = new(PolicyBook.BuiltIn, Router.ToNobody);
}
