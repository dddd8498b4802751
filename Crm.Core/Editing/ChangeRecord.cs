using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;

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

public sealed class ChangeRecordHandler(
    ChangeCompanyHandler companies, ChangeContactHandler contacts, ChangeDealHandler deals, ChangeActivityHandler activities,
    EditRecordHandler forms, TypedNames typedNames)
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

        return await SaveAsync(change.Kind, new FieldChanges(change.Id, version, Fields(fields)), ct);
    }

    /// <summary>The conflict card's choice: what the person wants of both sides, over what stands there now.</summary>
    public async Task<Result<ShowRecord>> SettleAsync(SettleConflict settle, CancellationToken ct)
    {
        var (mine, take) =
            (new FormValues(FormValues.Nest(settle.Mine)), settle.Take is { } chosen ? new FormValues(chosen) : FormValues.None);
        var fields =
            Fields(Flat(settle.Mine).Where(name => take[name] is SettleConflict.MineWord).ToDictionary(name => name, name => mine[name]));
        return fields.Count == 0 ? new ShowRecord(settle.Kind, settle.Id)
            : await SaveAsync(settle.Kind, new FieldChanges(settle.Id, settle.Version, fields), ct);
    }

    private async Task<Result<ShowRecord>> SaveAsync(RecordKind kind, FieldChanges changes, CancellationToken ct)
    {
        return kind switch
        {
            RecordKind.Company => Shown(await companies.HandleAsync(changes, ct)),
            RecordKind.Contact => Shown(await contacts.HandleAsync(changes, ct)),
            RecordKind.Deal => Shown(await deals.HandleAsync(changes, ct)),
            RecordKind.Activity => Shown(await activities.HandleAsync(changes, ct)),
        };

        Result<ShowRecord> Shown<T>(Result<T> changed) =>
            changed.Refusal is { } refusal ? refusal : ((Result<ShowRecord>)new ShowRecord(kind, changes.Id)).Noting(changed.Notes);
    }

    private static (FormValues Values, FormValues Was, List<string> Names) Changed(ChangeRecord change)
    {
        var typed = JsonSerializer.SerializeToElement(change.Fields, CardJson.Options);
        var (values, was) =
            (new FormValues(FormValues.Nest(typed)), change.Was is { } opened ? new FormValues(FormValues.Nest(opened)) : FormValues.None);
        return (values, was, [.. Flat(typed).Where(name => values[name] != was[name])]);
    }

    /// <summary>"title", "custom.seats": the names of the inputs.</summary>
    private static IEnumerable<string> Flat(JsonElement typed) => typed.ValueKind is not JsonValueKind.Object
        ? []
        : typed.EnumerateObject().SelectMany(p =>
        p.Name == "custom" && p.Value.ValueKind is JsonValueKind.Object
        ? p.Value.EnumerateObject().Select(c => $"custom.{c.Name}")
        : [p.Name]);

    private static Dictionary<string, JsonElement> Fields(Dictionary<string, string?> changed)
    {
        var flat = JsonSerializer.SerializeToElement(changed);
        return FormValues.Nest(flat).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
    }
}
