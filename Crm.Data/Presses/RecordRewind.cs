using System.Text.Json;
using Crm.Core;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Presses;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Data.Presses;

/// <summary>
/// Puts records back to what the record history says they were before a press. Only a record that nobody changed since goes back; if one
/// cannot, none does.
/// </summary>
internal sealed class RecordRewind(CrmDbContext db, CurrentUser user, ReturnedRecords returned, TimeProvider clock)
{
    public async Task<Result<TakenBack>> RunAsync(IReadOnlyList<SavedRecord> saved, CancellationToken ct)
    {
        TakenBack? first = null;
        var claiming = new List<OwnedRecord>();
        foreach (var press in saved)
        {
            var record = await FindAsync(press, ct);
            if (record is null)
            {
                return Refusal.NotFound(press.Kind.ToString().ToLowerInvariant());
            }

            if (record.Version != press.Version || (press.IsNew && record.IsDeleted))
            {
                return Refusal.Invalid(new FieldError("undo", $"“{NameOf(record)}” was changed again since. Nothing was taken back."));
            }

            var fields = press.IsNew ? Delete(record) : await PutBackAsync(record, press, ct);
            first ??= new TakenBack(press.Kind, press.Id, NameOf(record), fields, press.IsNew || record.IsDeleted, saved.Count - 1);
            if (db.Entry(record).Properties.Any(p => p.IsModified && Claims.Contains(p.Metadata.Name)))
            {
                claiming.Add(record);
            }
        }

        var refused = await db.SaveAsync(ct);
        foreach (var record in claiming)
        {
            refused ??= await returned.SettleAsync(record, ct);
        }

        return refused is null ? first! : refused;
    }

    /// <summary>What only one record may have: it may be another's by now (<see cref="ReturnedRecords"/>).</summary>
    private static readonly string[] Claims = [nameof(Company.Domain), nameof(Contact.IsPrimary), nameof(Contact.CompanyId), nameof(OwnedRecord.IsDeleted)];

    private async Task<OwnedRecord?> FindAsync(SavedRecord press, CancellationToken ct) => press.Kind switch
    {
        RecordKind.Company => await db.Companies.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Contact => await db.Contacts.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Deal => await db.Deals.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Activity => await db.Activities.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        _ => throw new InvalidOperationException($"Unknown kind {press.Kind}."),
    };

    private List<string> Delete(OwnedRecord record)
    {
        record.Delete(user.Id, clock.GetUtcNow());
        return [];
    }

    /// <summary>Backwards through the versions, so that the oldest value stands at the end. Columns that the database computes follow by themselves.</summary>
    private async Task<List<string>> PutBackAsync(OwnedRecord record, SavedRecord press, CancellationToken ct)
    {
        var entry = db.Entry(record);
        var columns = entry.Metadata.GetProperties().Where(p => p.GetComputedColumnSql() is null && p.ValueGenerated is ValueGenerated.Never)
            .ToDictionary(p => p.GetColumnName(), StringComparer.Ordinal);
        var history = await db.RecordHistory.AsNoTracking().Where(h => h.RecordId == press.Id && press.Versions.Contains(h.Version)).OrderByDescending(h => h.Version).ToListAsync(ct);
        var names = new List<string>();
        foreach (var change in history)
        {
            using var fields = JsonDocument.Parse(change.Changes);
            foreach (var field in fields.RootElement.EnumerateObject().Where(f => columns.ContainsKey(f.Name)))
            {
                var property = columns[field.Name];
                entry.Property(property.Name).CurrentValue = Read(property, field.Value.GetProperty("from"));
                names.Add(Words(field.Name));
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal).Where(n => !Internal.Contains(n))];
    }

    /// <summary>What follows from another field and says nothing to a person.</summary>
    private static readonly string[] Internal = ["stage entered at", "closed at", "completed at", "is deleted", "deleted at", "deleted by"];

    private static object? Read(IProperty property, JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return property.GetTypeMapping().Converter is { } converter && property.ClrType != typeof(Dictionary<string, JsonElement>)
            ? converter.ConvertFromProvider(json.Deserialize(converter.ProviderClrType, JsonSerializerOptions.Default))
            : json.Deserialize(property.ClrType, JsonSerializerOptions.Default);
    }

    private static string Words(string column) => (column.EndsWith("_id", StringComparison.Ordinal) ? column[..^3] : column).Replace('_', ' ');

    private static string NameOf(OwnedRecord record) => record switch
    {
        Company company => company.Name,
        Contact contact => $"{contact.FirstName} {contact.LastName}",
        Deal deal => deal.Title,
        Activity activity => activity.Subject,
        _ => throw new InvalidOperationException($"No name for {record.GetType().Name}."),
    };
}
