using System.Collections.Frozen;

namespace Crm.Core.Companies;

/// <summary>Countries by the names that people and files give them; the codes are ISO 3166-1 alpha-2.</summary>
public static class Countries
{
    private static readonly (string Name, string Code)[] Known = [.. Names()];

    // Names of our own come last and win: "Korea" is the southern one.
    private static readonly FrozenDictionary<string, string> ByName =
        Known.GroupBy(n => ComparisonKey.Of(n.Name), StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Last().Code, StringComparer.Ordinal);

    /// <summary>As choices of the filter language: the code, and every other name as another word for it.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
        [.. Known.GroupBy(n => n.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(
                g => new FieldOption(g.Key, g.Key)
                { Aliases = [.. g.Select(n => n.Name).Where(n => n != g.Key && CodeOf(n) == g.Key).Distinct(StringComparer.Ordinal)] })];

    /// <summary>DE, DEU, Germany and Deutschland alike.</summary>
    public static string? Read(InputReader check, string field, string? typed)
    {
        var text = check.Optional(field, typed, "The country", 100);
        var code = text is null ? null : CodeOf(text);
        if (text is not null && code is null)
        {
            check.Fail(field, $"“{text}” isn't a country we know. Use its two-letter code, such as DE.");
        }

        return code;
    }

    public static string? CodeOf(string typed) => ByName.GetValueOrDefault(ComparisonKey.Of(typed));

    private static IEnumerable<(string Name, string Code)> Names()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(RegionOf).OfType<RegionInfo>()
            .Where(r => r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper)).DistinctBy(r => (r.TwoLetterISORegionName, r.NativeName))
            .ToList();

        // Backwards, because the last name wins: a region's first meaning is the one that counts.
        foreach (var region in Enumerable.Reverse(regions))
        {
            var code = region.TwoLetterISORegionName;
            yield return (region.NativeName, code);
            yield return (region.EnglishName, code);
            yield return (region.ThreeLetterISORegionName, code);
            yield return (code, code);
        }

        foreach (var own in ((string, string)[])
            [
                ("USA", "US"), ("U.S.", "US"), ("United States of America", "US"), ("UK", "GB"), ("Great Britain", "GB"), ("England", "GB"),
                ("Scotland", "GB"), ("Wales", "GB"),
                ("Czech Republic", "CZ"), ("Holland", "NL"), ("The Netherlands", "NL"), ("Korea", "KR"), ("Republic of Korea", "KR"),
                ("Russian Federation", "RU"),
                ("Turkey", "TR"), ("Viet Nam", "VN"), ("UAE", "AE"), ("Hong Kong", "HK"), ("Taiwan", "TW"), ("Macedonia", "MK"),
                ("Ivory Coast", "CI"),
            ])
        {
            yield return own;
        }
    }

    private static RegionInfo? RegionOf(CultureInfo culture)
    {
        try
        {
            return new RegionInfo(culture.Name);
        }
        catch (ArgumentException)
        {
            return null; // a language without a country, such as Esperanto
        }
    }
}
