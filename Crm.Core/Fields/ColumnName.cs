using System.Text.RegularExpressions;

namespace Crm.Core.Fields;

/// <summary>A property's column: CompanySize is company_size; LinkedInUrl is linkedin_url, as the brand is one word.</summary>
public static partial class ColumnName
{
    public static string Of(string property) =>
        Boundary().Replace(property.Replace("LinkedIn", "Linkedin", StringComparison.Ordinal), "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9](?![0-9]*$))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
