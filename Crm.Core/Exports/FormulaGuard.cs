using System.Buffers;
using System.Text.RegularExpressions;

namespace Crm.Core.Exports;

/// <summary>
/// A cell that begins with = + - @, their full-width forms, a tab or a line break is run as a formula by spreadsheets (OWASP, "CSV
/// Injection"): it gets an apostrophe in front. So does what stands right behind a separator inside a cell, because a spreadsheet of
/// another locale divides there. What begins with apostrophes and then such a character gets one more, so that taking one away is always
/// the exact inverse.
/// </summary>
public static partial class FormulaGuard
{
    private static readonly SearchValues<char> Dangerous = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static string Guard(string cell) => cell.AsSpan().ContainsAny(Dangerous) ? Bare().Replace(cell, "'") : cell;

    public static string Undo(string cell) => cell.Contains('\'', StringComparison.Ordinal) ? Guarded().Replace(cell, "") : cell;

    [GeneratedRegex(@"(?<=\A|[;,|\t\r\n])(?='*[=+\-@\t\r\n＝＋－＠])")]
    private static partial Regex Bare();

    [GeneratedRegex(@"(?<=\A|[;,|\t\r\n])'(?='*[=+\-@\t\r\n＝＋－＠])")]
    private static partial Regex Guarded();
}
