using System.Collections.Immutable;
using Tocsin.Engine.Templates;

namespace Tocsin.Unit.Templates;

public class TemplateProblemTests
{
    [Theory]
    [InlineData("{{#if rule}}x", 1, 14, "{{#if}} isn't closed")]
    [InlineData("a\nb {{/each}}", 2, 3, "nothing is open that {{/each}} could close")]
    [InlineData("{{#if rule}}{{/each}}", 1, 13, "{{/each}} stands where {{/if}} should")]
    [InlineData("{{else}}", 1, 1, "an else without a block")]
    [InlineData("x {{rule", 1, 3, "this tag isn't closed")]
    [InlineData("x {{!-- rule }}", 1, 3, "this comment isn't closed")]
    [InlineData("{{}}", 1, 1, "an empty tag")]
    [InlineData("{{> file}}", 1, 1, "'>' isn't available")]
    [InlineData("{{#*inline 'x'}}{{> x}}{{/inline}}", 1, 1, "'#' isn't available")]
    [InlineData("{{&rule}}", 1, 1, "'&' isn't available")]
    [InlineData("{{trunc message 10}}", 1, 1, "no helper 'trunc'")]
    [InlineData("{{#if (equals rule 'x')}}{{/if}}", 1, 1, "no helper 'equals'")]
    [InlineData("{{#if (eq rule 'x'}}{{/if}}", 1, 1, "")]
    [InlineData("{{formatTime startTime}}", 1, 1, "formatTime takes")]
    [InlineData("{{formatTime startTime 'HH' 'Nowhere/Land'}}", 1, 1, "Nowhere/Land")]
    [InlineData("{{truncate rule}}", 1, 1, "a helper takes 2 arguments, here are 1")]
    [InlineData("{{{{raw}}}}x{{{{/raw}}}}", 1, 1, "three braces")]
    public void Error_InATemplate_IsFoundWhenItIsRead(string text, int line, int column, string message)
    {
        var problem = TextTemplate.Parse(text, TemplateTarget.Text).Problems.First(each => each.IsFatal);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.StartsWith(message, problem.Message[problem.Message.IndexOf(message, StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{mesage}}", "no name 'mesage'; did you mean 'message'?")]
    [InlineData("{{#each value}}{{metrc}}{{/each}}", "no name 'metrc'; did you mean 'metric'?")]
    [InlineData("{{@indx}}", "no name '@indx'")]
    [InlineData("{{eq mesage 'x'}}", "no name 'mesage'; did you mean 'message'?")]
    public void Name_ThatNobodyKnows_IsDoubted(string text, string message)
    {
        var problem = Assert.Single(TextTemplate.Parse(text, TemplateTarget.Text).Problems);

        Assert.False(problem.IsFatal);
        Assert.Equal(message, problem.Message);
    }

    [Fact]
    public void ThreeBraces_InJson_AreRefused() =>
        Assert.Contains(TextTemplate.Parse("{\"a\":\"{{{rule}}}\"}", TemplateTarget.Json).Problems, problem => problem.IsFatal);

    [Fact]
    public void Body_ThatIsNotJson_IsDoubted()
    {
        var problem = Assert.Single(TextTemplate.Parse("{\"a\":\"%s\"", TemplateTarget.Json).Problems);

        Assert.False(problem.IsFatal);
        Assert.StartsWith("filled with a sample alarm it isn't JSON", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TemplateWithAnError_WhenRendered_GivesTheErrorInsteadOfAText()
    {
        var rendered = TextTemplate.Parse("x\n {{/if}}", TemplateTarget.Text).Render(TextTemplateTests.Input(Alarms.Firing()));

        Assert.Equal(("", "line 2, column 2: nothing is open that {{/if}} could close"), (rendered.Text, rendered.Error));
    }

    [Fact]
    public void Loops_WithinLoopsOverADigest_EndAtALimit()
    {
        var loops = string.Concat(Enumerable.Repeat("{{#each @root.alarms}}", 6)) + string.Concat(Enumerable.Repeat("{{/each}}", 6));
        var template = TextTemplate.Parse(loops, TemplateTarget.Text);

        var rendered = template.Render(new() { Alarms = [.. Alarms.Many(2_000)], Message = "" });

        Assert.Equal("the template looks at more than 250000 values", rendered.Error);
    }

    [Fact]
    public void Output_ThatGrowsWithoutEnd_EndsAtALimit()
    {
        var template = TextTemplate.Parse($"{{{{#each alarms}}}}{new string('x', 1_000)}{{{{/each}}}}", TemplateTarget.Text);

        var rendered = template.Render(new() { Alarms = [.. Alarms.Many(2_000)], Message = "" });

        Assert.Equal("the template writes more than 262144 letters", rendered.Error);
    }

    [Theory]
    [InlineData("{{#if rule}}", "{{/if}}", 17, "more than 16 blocks within one another")]
    [InlineData("{{rule}}", "", 501, "more than 500 tags")]
    [InlineData("xxxxxxxxxx{{rule}}", "", 4_000, "more than 65536 letters")]
    public void Template_WithoutMeasure_IsRefused(string open, string close, int times, string message)
    {
        var text = string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));

        Assert.Contains(TextTemplate.Parse(text, TemplateTarget.Text).Problems, problem => problem.IsFatal && problem.Message == message);
    }

    [Fact]
    public void ChainOfElseIfs_AsLongAsAllowed_IsRendered()
    {
        var chain = "{{#if isTest}}a" + string.Concat(Enumerable.Repeat("{{else if isTest}}b", 490)) + "{{else}}c{{/if}}";

        Assert.Equal("c", TextTemplate.Parse(chain, TemplateTarget.Text).Render(TextTemplateTests.Input(Alarms.Firing())).Text);
    }

    [Theory]
    [InlineData("{{message.Length}}")]
    [InlineData("{{lookup message 'Length'}}")]
    [InlineData("{{#each message}}x{{/each}}")]
    [InlineData("{{value.GetType}}{{value.MaxValue}}")]
    [InlineData("{{tags.Keys}}{{tags.Count}}{{#with tags}}{{Comparer}}{{/with}}")]
    [InlineData("{{this.GetType.Assembly}}")]
    [InlineData("{{lookup this 'budget'}}{{lookup values '_items'}}")]
    public void Program_BehindTheView_CannotBeReached(string text) =>
        Assert.Equal("", TextTemplate.Parse(text, TemplateTarget.Text).Render(TextTemplateTests.Input(Alarms.Firing())).Text);

    [Fact]
    public void Tags_InValues_AreText()
    {
        const string Evil = "{{rule}}{{#each alarms}}{{{{> x}}}}%s\\{{";
        var template = TextTemplate.Parse("{{name}}|%s|{{tags.team}}", TemplateTarget.Text);
        var alarm = Alarms.Firing(Evil, Evil);
        alarm.Tags.Data[1].Value = Evil;

        Assert.Equal($"{Evil}|{Evil}|{Evil}", template.Render(TextTemplateTests.Input(alarm)).Text);
    }

    [Fact]
    public void Names_OfTheTable_AreAllKnown()
    {
        var all = string.Concat(TemplateNames.OfAlarm.Select(name => $"{{{{{name}}}}}"));

        Assert.Equal(ImmutableArray<TemplateProblem>.Empty, TextTemplate.Parse(all, TemplateTarget.Text).Problems);
    }
}
