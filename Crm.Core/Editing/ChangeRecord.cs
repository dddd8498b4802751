namespace Crm.Core.Editing;

/// <summary>
/// An edited form. Only what differs from <paramref name="Was"/> counts as changed, so that two people who change different fields never
/// meet.
/// </summary>
/// <param name="Version">The version that the form showed.</param>
public sealed record ChangeRecord(RecordKind Kind, Guid Id, int? Version = null, JsonElement? Was = null) : ICardRequest
{
    public static string Verb => "record.change";

    /// <summary>The inputs, by the names of the record's changeable fields; "custom" holds the custom ones.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Fields { get; init; } = [];
}

public sealed class ChangeRecordHandler(FormChanges changes, EditRecordHandler forms, TypedNames typedNames) : IChangesData
{
    public async Task<Result<ShowRecord>> HandleAsync(ChangeRecord change, CancellationToken ct)
    {
        var (values, was, names) = Changed(change);
        if (names.Count == 0)
        {
            return new ShowRecord(change.Kind, change.Id);
        }

        // Somebody saved meanwhile, but other fields: both changes stand.
        var now = await forms.SavedAsync(change.Kind, change.Id, ct);
        var version = now is { } saved && names.TrueForAll(name => saved.Values[name] == was[name]) ? saved.Version : change.Version;
        var fields = names.ToDictionary(name => name, name => values[name]);
        if (await typedNames.SettleAsync(change.Kind, values, fields, ct) is { } unknown)
        {
            return unknown;
        }

        return await changes.SaveAsync(change.Kind, new FieldChanges(change.Id, version, FormChanges.Fields(fields)), ct);
    }

    private static (FormValues Values, FormValues Was, List<string> Names) Changed(ChangeRecord change)
    {
        var typed = JsonSerializer.SerializeToElement(change.Fields, CardJson.Options);
        var (values, was) =
            (new FormValues(FormValues.Nest(typed)), change.Was is { } opened ? new FormValues(FormValues.Nest(opened)) : FormValues.None);
        return (values, was, [.. FormChanges.Flat(typed).Where(name => values[name] != was[name])]);
    }
}
