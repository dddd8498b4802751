namespace Crm.Core.Access;

/// <summary>How headers, field names and countries are compared: letters and digits alone, without case.</summary>
public static class LooseName
{
    public static string Of(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
