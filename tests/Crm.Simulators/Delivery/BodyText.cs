using System.Net;

namespace Crm.Simulators.Delivery;

/// <summary>Text from HTML, previews, and the part of a mail that is new.</summary>
public static partial class BodyText
{
    private const int PreviewLength = 255;

    public static string FromHtml(string html) =>
        WebUtility.HtmlDecode(Tag().Replace(LineTag().Replace(Hidden().Replace(html, ""), "\r\n"), "")).Replace(' ', ' ').Trim();

    public static string Preview(string text)
    {
        var flat = Blank().Replace(text, " ").Trim();
        return flat.Length <= PreviewLength ? flat
            : flat[..(char.IsHighSurrogate(flat[PreviewLength - 1]) ? PreviewLength - 1 : PreviewLength)];
    }

    /// <summary>The mail without the history it quotes; Exchange calls that uniqueBody.</summary>
    public static string Unique(string content, bool html)
    {
        var quoted = (html ? QuotedHtml() : QuotedText()).Match(content);
        return quoted.Success && quoted.Index > 0 ? content[..quoted.Index].TrimEnd() : content;
    }

    [GeneratedRegex(@"<(head|style|script)\b.*?</\1\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<br\s*/?>|</(p|div|tr|li|h\d)\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineTag();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"<blockquote\b|<div[^>]+(gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted)|-----\s*Original "
        + @"Message\s*-----", RegexOptions.IgnoreCase)]
    private static partial Regex QuotedHtml();

    [GeneratedRegex(@"^(-----\s*Original Message\s*-----|On .{5,120}wrote:\s*$|_{20,}\s*$|From: .+\r?\n(Sent|Date): |>)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex QuotedText();
}
