namespace Crm.Core.Tests.Cards;

/// <summary>Clients read the titles of choices that are all shown at once as Markdown; a record may be called anything.</summary>
public sealed class ChoiceTitleTests
{
    private const string Name = "*a* _b_ [x](http://y)";

    [Theory]
    [InlineData("expanded", null, @"\*a\* \_b\_ \[x\]\(http://y\)")]
    [InlineData("compact", true, @"\*a\* \_b\_ \[x\]\(http://y\)")]
    [InlineData("compact", null, Name)]
    [InlineData("filtered", null, Name)]
    public void A_name_is_read_as_it_is_written_in_every_style(string style, bool? several, string title)
    {
        Element input = new ChoiceSetInput("Which", [new Choice(Name, "1")]) { Id = "which", Style = style, IsMultiSelect = several };

        var written = JsonSerializer.SerializeToElement(input, CardJson.Options);

        var choice = Assert.Single(written.GetProperty("choices").EnumerateArray());
        Assert.Equal((title, "1"), (choice.GetProperty("title").GetString(), choice.GetProperty("value").GetString()));
        Assert.False(written.TryGetProperty("titledChoices", out _));
    }
}
