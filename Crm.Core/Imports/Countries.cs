using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Core.Imports;

/// <summary>Countries by the names that files hold; the codes are ISO 3166-1 alpha-2.</summary>
public static class Countries
{
    private static readonly FrozenDictionary<string, string> ByName = Read();

    public static string? CodeOf(string typed) => ByName.GetValueOrDefault(ImportField.Folded(typed));

    private static FrozenDictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>();
        foreach (var region in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(RegionOf).OfType<RegionInfo>().Where(r => r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper)))
        {
            var code = region.TwoLetterISORegionName;
            foreach (var name in new[] { code, region.ThreeLetterISORegionName, region.EnglishName, region.NativeName })
            {
                names.TryAdd(ImportField.Folded(name), code);
            }
        }

        foreach (var (name, code) in new[]
        {
            ("USA", "US"), ("U.S.", "US"), ("United States of America", "US"), ("UK", "GB"), ("Great Britain", "GB"), ("England", "GB"), ("Scotland", "GB"), ("Wales", "GB"),
            ("Czech Republic", "CZ"), ("Holland", "NL"), ("The Netherlands", "NL"), ("Korea", "KR"), ("Republic of Korea", "KR"), ("Russian Federation", "RU"),
            ("Turkey", "TR"), ("Viet Nam", "VN"), ("UAE", "AE"), ("Hong Kong", "HK"), ("Taiwan", "TW"), ("Macedonia", "MK"), ("Ivory Coast", "CI"),
        })
        {
            names[ImportField.Folded(name)] = code;
        }

        return names.ToFrozenDictionary();
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
