namespace Crm.Core.Imports;

/// <summary>Rules that files need and forms do not (yet): a form offers a list where a file holds a word.</summary>
public static class ImportChecks
{
    public static bool? YesNo(this InputReader check, string field, string? typed, string what)
    {
        switch (typed?.Trim().ToUpperInvariant())
        {
            case null or "":
                return null;
            case "YES" or "Y" or "TRUE" or "T" or "1" or "JA" or "OUI" or "SI" or "SÍ" or "SÌ" or "X":
                return true;
            case "NO" or "N" or "FALSE" or "F" or "0" or "NEIN" or "NON" or "NEE":
                return false;
            default:
                check.Fail(field, $"“{typed}” is neither yes nor no. {what} takes yes or no.");
                return null;
        }
    }
}
