using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Mqe;

namespace Tocsin.Unit.Rules;

public class MqeExpressionTests
{
    [Theory]
    [InlineData("sum(m > 1000) >= 3", Comparison.Greater, "1000", 3)]
    [InlineData("sum(m > 1000) > 2", Comparison.Greater, "1000", 3)]
    [InlineData("3 <= sum(1000 < m)", Comparison.Greater, "1000", 3)]
    [InlineData("(sum((m) != -0.5) >= 1)", Comparison.NotEqual, "-0.5", 1)]
    [InlineData("sum(m = 1e3) >= 1", Comparison.Equal, "1e3", 1)]
    [InlineData("max(m <= 5) >= 1", Comparison.LessOrEqual, "5", 1)]
    [InlineData("max(m == 5) > 0", Comparison.Equal, "5", 1)]
    [InlineData("max(m == 5) == 1", Comparison.Equal, "5", 1)]
    [InlineData("max(m) > 5", Comparison.Greater, "5", 1)]
    [InlineData("max(m) >= 5", Comparison.GreaterOrEqual, "5", 1)]
    [InlineData("min(m) < 5", Comparison.Less, "5", 1)]
    [InlineData("min(m / 100) <= 80", Comparison.LessOrEqual, "8000", 1)]
    [InlineData("sum(m / 100 < 80.5) >= 2", Comparison.Less, "8050", 2)]
    [InlineData("sum((m / 100) < 75) >= 3", Comparison.Less, "7500", 3)]
    [InlineData("sum(m * 8 > 1) >= 1", Comparison.Greater, "0.125", 1)]
    [InlineData("sum(m * -2 > 10) >= 1", Comparison.Less, "-5", 1)]
    [InlineData("sum(100 - m / 100 > 20) >= 1", Comparison.Less, "8000", 1)]
    [InlineData("sum(m + 1 - 3 > 0.1) >= 1", Comparison.Greater, "2.1", 1)]
    [InlineData("max(m) / 1000 > 1", Comparison.Greater, "1000", 1)]
    public void Expression_EqualToAClassicRule_BecomesOne(string text, Comparison op, string threshold, int count)
    {
        var (rule, trouble) = MqeExpression.Read(text, periodMinutes: 10);
        Assert.Null(trouble);
        Assert.Equal(("m", op, threshold, count), (rule!.Metric.Name, rule.Op, rule.Threshold, rule.Count));
    }

    [Theory]
    [InlineData("avg(m) > 1000")]
    [InlineData("latest(m) == 1000")]
    [InlineData("max(m) < 1000")]
    [InlineData("min(m) > 1000")]
    [InlineData("avg(m / 10 > 100) > 0")]
    [InlineData("min(m > 1000) == 1")]
    public void Expression_OverOneMinute_IsItsValue(string text)
    {
        Assert.NotNull(MqeExpression.Read(text, periodMinutes: 1).Rule);
        Assert.Equal("unsupported-expression", MqeExpression.Read(text, periodMinutes: 2).Trouble!.Code);
    }

    [Theory]
    [InlineData("sum(m > 1) >= 1.5")]
    [InlineData("sum(m > 1) < 3")]
    [InlineData("sum(m > 1) != 3")]
    [InlineData("sum(m / 0 > 1) >= 3")]
    [InlineData("sum(m * 0 > 1) >= 3")]
    [InlineData("sum(1 / m > 1) >= 3")]
    [InlineData("sum(m > n) >= 3")]
    [InlineData("sum(m > 1, 2) >= 3")]
    [InlineData("sum(1 > 2) >= 3")]
    [InlineData("max(7) > 3")]
    [InlineData("max((m > 1) + 1) > 1")]
    [InlineData("m")]
    [InlineData("1 > 2")]
    [InlineData("a > 1 > 2")]
    [InlineData("sum(m > 1) >= 99999999999")]
    public void Expression_WithoutAnEqualRule_IsRefused(string text)
    {
        var (rule, trouble) = MqeExpression.Read(text, periodMinutes: 10);
        Assert.Null(rule);
        Assert.Equal("unsupported-expression", trouble!.Code);
    }

    [Fact]
    public void Labels_OfTheMetric_AreKept() =>
        Assert.Equal(["50", "99"], MqeExpression.Read("sum(m{p='50, 99'} > 1) >= 1", 1).Rule!.Labels.ToArray());

    [Fact]
    public void Parentheses_Thousandfold_AreRefusedWithoutHarm() =>
        Assert.Equal("bad-expression", MqeExpression.Read(new string('(', 999), 1).Trouble!.Code);
}
