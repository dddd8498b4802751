namespace Crm.Core.Exports;

/// <summary>
/// A cell that begins with = + - @ or a tab is run as a formula by spreadsheets (OWASP, "CSV Injection"): it gets an apostrophe in front.
/// A cell that begins with apostrophes and then such a character gets one more, so that taking one away is always the exact inverse.
/// </summary>
public static class FormulaGuard
{
    public static string Guard(string cell) => IsDangerous(cell) ? "'" + cell : cell;

    public static string Undo(string cell) => cell.Length > 1 && cell[0] == '\'' && IsDangerous(cell) ? cell[1..] : cell;

    private static bool IsDangerous(string cell)
    {
        var at = 0;
        while (at < cell.Length && cell[at] == '\'')
        {
            at++;
        }

        return at < cell.Length && cell[at] is '=' or '+' or '-' or '@' or '\t' or '\r';
    }
}
