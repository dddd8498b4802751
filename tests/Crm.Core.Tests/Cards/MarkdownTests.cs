namespace Crm.Core.Tests.Cards;

/// <summary>What people typed reads as they typed it, in the renderer that Microsoft publishes.</summary>
public sealed class MarkdownTests
{
    private static readonly string[] Typed =
    [
        "Close by {{DATE(2027-01-31T12:00:00Z, SHORT)}}", "{{TIME(2027-01-31T23:30:00Z)}} slot", "1999. Anniversary order",
        "R&amp;D platform", "Price &lt; 5 &copy; draft", "&#65; &#x41; A",
        "http://intranet.example/x_y_z and a_b_c", "**bold** and *it* and ~~gone~~", "- a list", "+ a list", "# heading", "> quote",
        "`code`", "[link](https://evil.example)", "<b>tag</b>", "a | b | c",
        "![image](x)", "back\\slash", "AT&T and P&G", "1) first", "{{DATE(2027-01-31)}}", "____", "***", "R & D; fine", "&; &x",
        "C:\\new_folder",
    ];

    [Fact]
    public async Task A_text_is_shown_as_it_was_typed()
    {
        var shown = await MarkdownOracle.ReadAsync([.. Typed.Select(Markdown.Escape)]);

        Assert.Equal(Typed, shown);
    }

    [Fact]
    public void The_lines_of_a_mail_stay_lines_and_none_of_them_becomes_a_list() => Assert.Equal(
        "Hello Ann,\n\n1\\. the offer\n\n\\- a discount\n\nClara",
        Markdown.Lines("Hello Ann,\r\n\r\n1. the offer\n- a discount\n\nClara\n", 400));
}
