using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Editing;

/// <summary>What a form of any kind of record changes, and saves.</summary>
public sealed class FormChanges(
    ChangeCompanyHandler companies, ChangeContactHandler contacts, ChangeDealHandler deals, ChangeActivityHandler activities)
{
    public async Task<Result<ShowRecord>> SaveAsync(RecordKind kind, FieldChanges changes, CancellationToken ct)
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

    /// <summary>"title", "custom.seats": the names of the inputs.</summary>
    public static IEnumerable<string> Flat(JsonElement typed) => typed.ValueKind is not JsonValueKind.Object
        ? []
        : typed.EnumerateObject().SelectMany(p =>
        p.Name == "custom" && p.Value.ValueKind is JsonValueKind.Object
        ? p.Value.EnumerateObject().Select(c => $"custom.{c.Name}")
        : [p.Name]);

    /// <summary>Names of inputs and what stands in them, as the members of the record.</summary>
    public static Dictionary<string, JsonElement> Fields(Dictionary<string, string?> changed)
    {
        var flat = JsonSerializer.SerializeToElement(changed);
        return FormValues.Nest(flat).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
    }
}
