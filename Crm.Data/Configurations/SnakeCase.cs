using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Configurations;

/// <summary>CompanySize -> company_size; LinkedInUrl -> linkedin_url, as the brand is one word.</summary>
internal static partial class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(Of(property.Name.Replace("LinkedIn", "Linkedin", StringComparison.Ordinal)));
        }
    }

    public static string Of(string name) => Boundary().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9](?![0-9]*$))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
