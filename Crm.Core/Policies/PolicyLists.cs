namespace Crm.Core.Policies;

/// <summary>Reads lists that people type into one field, an entry a line; addresses and domains may be parted by commas as well.</summary>
internal static class PolicyLists
{
    /// <summary>Addresses and domains, in lower case; a domain without its @.</summary>
    public static string[] Entries(InputReader check, string field, string? typed) => Read(check, field, typed,
        text => text.Contains('@', StringComparison.Ordinal) && !text.StartsWith('@') ? EmailAddress.Key(text) : DomainOf(text),
        text => $"“{text}” is neither an e-mail address nor a domain. It should look like ann@litware.com or litware.com.");

    public static string[] Domains(InputReader check, string field, string? typed) => Read(
        check, field, typed, DomainOf, text => $"“{text}” isn't a domain. It should look like litware.com.");

    /// <summary>Folders and categories, by the names that people gave them.</summary>
    public static string[] Names(InputReader check, string field, string? typed) =>
        Read(check, field, typed, text => text, text => text, ['\n', '\r']);

    /// <summary>As a field shows them.</summary>
    public static string Text(IEnumerable<string> entries) => string.Join('\n', entries);

    /// <summary>A domain that everybody's mail comes from is none to speak of: "com" would keep everything out.</summary>
    private static string? DomainOf(string text) =>
        DomainName.Normal(text.TrimStart('@')) is { } domain && domain.Contains('.', StringComparison.Ordinal)
            && !PublicSuffixes.Include(domain) ? domain : null;

    private static string[] Read(
        InputReader check, string field, string? typed, Func<string, string?> read, Func<string, string> wrong,
        char[]? separators = null)
    {
        var entries = new List<string>();
        foreach (var text in NormalText.Stored(typed).Split(separators ?? ['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries))
        {
            if (text.Length == 0)
            {
                continue;
            }

            if (text.Length > PolicyLayer.EntryLength)
            {
                check.Fail(field, $"An entry is {text.Length} characters long; at most {PolicyLayer.EntryLength} fit.");
            }
            else if (read(text) is { } entry && !entry.Contains('\0', StringComparison.Ordinal))
            {
                entries.Add(entry);
            }
            else
            {
                check.Fail(field, wrong(text));
            }
        }

        if (entries.Count > PolicyLayer.MostEntries)
        {
            check.Fail(field, $"There are {entries.Count} entries; at most {PolicyLayer.MostEntries} fit.");
        }

        return [.. entries.Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
