using System.Globalization;
using Crm.Core.Filtering;

namespace Crm.Core.Companies;

/// <summary>Countries as choices: the ISO 3166-1 alpha-2 code, and the English name as another word for it.</summary>
public static class Countries
{
    public static IReadOnlyList<FieldOption> Options { get; } =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
            .DistinctBy(r => r.TwoLetterISORegionName).OrderBy(r => r.TwoLetterISORegionName, StringComparer.Ordinal)
            .Select(r => new FieldOption(r.TwoLetterISORegionName, r.TwoLetterISORegionName) { Aliases = [r.EnglishName] }),
    ];
}
