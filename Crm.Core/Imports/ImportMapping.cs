namespace Crm.Core.Imports;

/// <summary>
/// From headers to fields: what the person said first, then the preset, then names and synonyms, then custom fields. Nothing is left out
/// silently, and two headers never fill one field unseen.
/// </summary>
public sealed class ImportMapping
{
    private readonly ImportEntity entity;
    private readonly IReadOnlyList<string> headers;
    private readonly IReadOnlyList<ImportField> custom;
    private readonly Dictionary<int, ImportField> mapped = [];
    private readonly HashSet<int> settled = [];

    private ImportMapping(ImportEntity entity, IReadOnlyList<string> headers, IReadOnlyList<CustomFieldDefinition> custom)
    {
        this.entity = entity;
        this.headers = headers;
        this.custom = [.. custom.Select(CustomImport.Field)];
    }

    /// <param name="entity">What the file makes.</param>
    /// <param name="headers">The file's first row.</param>
    /// <param name="custom">The tenant's custom fields of this entity.</param>
    /// <param name="said">--map: header to field; an empty field leaves the column out.</param>
    /// <param name="preset">--preset; null recognises it by its headers.</param>
    public static Result<ImportPlan> Make(
        ImportEntity entity, IReadOnlyList<string> headers, IReadOnlyList<CustomFieldDefinition> custom,
        IReadOnlyList<(string Header, string Field)> said, string? preset)
    {
        var mapping = new ImportMapping(entity, headers, custom);
        var known = preset is null ? ImportPreset.Recognise(entity.Plural, headers) : ImportPreset.Of(preset, entity.Plural, headers);
        var wrong = mapping.Say(said) ?? mapping.Follow(known) ?? mapping.Guess(strict: known is null);
        return wrong ?? mapping.Plan(ImportPreset.IsOwnExport(headers) ? ImportPreset.Own : known?.Source ?? preset ?? ImportPreset.Plain);
    }

    private Refusal? Say(IReadOnlyList<(string Header, string Field)> said)
    {
        foreach (var (header, name) in said)
        {
            var at = Find(header);
            if (at is null)
            {
                return Wrong($"--map names the column “{header}”, which the file does not have. It has: {string.Join(", ", headers)}.");
            }

            settled.Add(at.Value);
            if (name is "" or "-")
            {
                continue;
            }

            if (FieldCalled(name) is not { } field)
            {
                return Wrong(
                    $"--map names the field “{name}”, which {entity.Plural} do not have. They have: "
                    + $"{string.Join(", ", entity.Fields.Concat(custom).Select(f => f.Name))}.");
            }

            if (Fill(at.Value, field) is { } twice)
            {
                return twice;
            }
        }

        return null;
    }

    private Refusal? Follow(ImportPreset? preset)
    {
        foreach (var (name, candidates) in preset?.Fields ?? new Dictionary<string, string[]>())
        {
            var field = entity.Fields.Single(f => f.Name == name);
            if (!mapped.ContainsValue(field) && candidates.Select(Find)
                .FirstOrDefault(at => at is not null && !settled.Contains(at.Value)) is { } at)
            {
                settled.Add(at);
                mapped[at] = field;
            }
        }

        return null;
    }

    private Refusal? Guess(bool strict)
    {
        for (var at = 0; at < headers.Count; at++)
        {
            if (settled.Contains(at) || headers[at].Length == 0 || ErrorColumns.Are(headers[at])
                || FieldCalled(headers[at]) is not { } field)
            {
                continue;
            }

            // A preset says many things twice and a person's --map outranks a guess; only two guesses contradict each other.
            var taken = mapped.FirstOrDefault(m => m.Value == field, new KeyValuePair<int, ImportField>(-1, field)).Key;
            if (taken >= 0 && (!strict || settled.Contains(taken)))
            {
                continue;
            }

            if (Fill(at, field) is { } twice)
            {
                return twice;
            }
        }

        return null;
    }

    private Refusal? Fill(int at, ImportField field)
    {
        if (mapped.FirstOrDefault(m => m.Value == field, new KeyValuePair<int, ImportField>(-1, field)).Key is >= 0 and var other
            && other != at)
        {
            return Wrong(
                $"The columns “{headers[other]}” (column {other + 1}) and “{headers[at]}” (column {at + 1}) both mean the field "
                + $"“{field.Name}”. Leave one out, for example with --map \"{headers[at]}=-\".");
        }

        mapped[at] = field;
        return null;
    }

    private Result<ImportPlan> Plan(string source)
    {
        var columns = mapped.OrderBy(m => m.Key).Select(m => new MappedColumn(m.Key, headers[m.Key], m.Value)).ToList();
        if (columns.Count == 0)
        {
            return Wrong(
                $"None of the columns is known: {string.Join(", ", headers.Take(20))}. Say what they are with --map \"Header=field\"; "
                + $"fields of {entity.Plural}: {string.Join(", ", entity.Fields.Select(f => f.Name))}.");
        }

        var left = headers.Select((h, at) => (Header: h.Length == 0 ? $"(column {at + 1}, without a header)" : h, At: at))
            .Where(h => !mapped.ContainsKey(h.At) && !ErrorColumns.Are(h.Header)).Select(h => h.Header).ToList();
        return new ImportPlan(entity, source, columns, left, headers.Count);
    }

    /// <summary>As it is written first: "Email" and "E-mail" may both be there.</summary>
    private int? Find(string header) =>
        Where(h => h.Equals(header, StringComparison.OrdinalIgnoreCase)) ?? Where(h => ComparisonKey.Of(h) == ComparisonKey.Of(header));

    private int? Where(Func<string, bool> means) =>
        headers.Select((h, i) => (h, i)).Where(p => p.h.Length > 0 && means(p.h)).Select(p => (int?)p.i).FirstOrDefault();

    private ImportField? FieldCalled(string name) => name == Exports.ExportRecords.IdHeader
        ? entity.Fields.First(f => f.Column == "external_id")
        : entity.Fields.FirstOrDefault(f => f.Answers(name)) ?? custom.FirstOrDefault(
            f => f.Synonyms.Any(label => ComparisonKey.Of(label) == ComparisonKey.Of(name))) ?? custom.FirstOrDefault(f => f.Answers(name));

    private static Refusal Wrong(string message) => Refusal.Invalid(new FieldError("map", message));
}
