using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Deals;

namespace Crm.Core.Imports;

/// <summary>Rules that files need and forms do not (yet): a form offers a list where a file holds a word.</summary>
public static class ImportChecks
{
    public static bool? YesNo(this Check check, string field, string? typed, string what)
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

    /// <summary>Employees and the like: a whole number from 0.</summary>
    public static int? Whole(this Check check, string field, string? typed, string what)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (decimal.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= int.MaxValue && decimal.Truncate(number) == number)
        {
            return (int)number;
        }

        check.Fail(field, $"“{typed}” is not a whole number. {what} should look like 250.");
        return null;
    }

    /// <summary>A probability between 0 and 1, as chk_probability has it.</summary>
    public static decimal? Share(this Check check, string field, string? typed, string what)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (decimal.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return decimal.Round(share, 2);
        }

        check.Fail(field, $"{what} must lie between 0 and 1, or between 0% and 100%.");
        return null;
    }

    public static string? Currency(this Check check, string field, string? typed)
    {
        var code = typed?.Trim().ToUpperInvariant();
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        if (Currencies.All.Contains(code))
        {
            return code;
        }

        check.Fail(field, $"“{typed}” is no currency. Use a three-letter code such as EUR.");
        return null;
    }

    /// <summary>DE, DEU, Germany and Deutschland alike.</summary>
    public static string? Country(this Check check, string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (Countries.CodeOf(typed) is { } code)
        {
            return code;
        }

        check.Fail(field, $"“{typed.Trim()}” is no country we know. Use its two-letter code, such as DE.");
        return null;
    }
}
