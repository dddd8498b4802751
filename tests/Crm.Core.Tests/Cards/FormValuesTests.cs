using System.Diagnostics;

namespace Crm.Core.Tests.Cards;

/// <summary>The names of inputs come from outside.</summary>
public sealed class FormValuesTests
{
    [Theory]
    [InlineData("custom.seats", """{"custom":{"seats":"1"}}""")]
    [InlineData("take.custom.seats", """{"take":{"custom":{"seats":"1"}}}""")]
    [InlineData("a.b.c.d", """{"a.b.c.d":"1"}""")]
    [InlineData("....", """{"....":"1"}""")]
    [InlineData("title", """{"title":"1"}""")]
    public void A_name_makes_three_levels_at_most(string name, string expected) => Assert.Equal(expected, Nested(name));

    [Theory]
    [InlineData("a.", 128 * 1024)]
    [InlineData(".", 256 * 1024)]
    [InlineData("custom.", 36 * 1024)]
    public void A_long_name_costs_no_time(string part, int times)
    {
        var name = string.Concat(Enumerable.Repeat(part, times)) + "a";
        var watch = Stopwatch.StartNew();

        var read = Nested(name);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
        Assert.Contains(name, read, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_long_names_cost_no_time()
    {
        var data = JsonSerializer.SerializeToElement(Enumerable.Range(0, 10_000).ToDictionary(i => $"a{i}.b.c.d.e.f.g", _ => "1"));
        var watch = Stopwatch.StartNew();

        Assert.Equal(10_000, FormValues.Nest(data).EnumerateObject().Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    private static string Nested(string name) =>
        FormValues.Nest(JsonSerializer.SerializeToElement(new Dictionary<string, string> { [name] = "1" })).GetRawText();
}
