using System.Collections;

namespace Tocsin.Engine.Templates;

/// <summary>A list that a template may go through; each look at an item is a step of the budget.</summary>
internal sealed class ViewList(RenderBudget budget, int count, Func<int, object> item) : IReadOnlyList<object>
{
    public int Count => count;

    public object this[int index]
    {
        get
        {
            budget.TakeStep();
            return item(index);
        }
    }

    public IEnumerator<object> GetEnumerator() => Enumerable.Range(0, count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
