using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Undo;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Data.Commands;

/// <summary>
/// Puts records back to what the record history says they were before a press. Only a record that nobody changed since goes back; if one
/// cannot, none does.
/// </summary>
internal sealed class RecordUndo(CrmDbContext db, CurrentUser user, RestoredRecordRules returned, TimeProvider clock)
{
    /// <summary>What only one record may have: it may be another's by now (<see cref="RestoredRecordRules"/>).</summary>
    private static readonly string[] Claims = [
        nameof(Company.Domain), nameof(Contact.IsPrimary), nameof(Contact.CompanyId), nameof(OwnedRecord.IsDeleted)];

    /// <summary>What follows from another field and says nothing to a person.</summary>
    private static readonly string[] Internal = ["stage entered at", "closed at", "completed at", "is deleted", "deleted at", "deleted by"];

    /// <summary>What taking the press back would do; nothing is changed.</summary>
    public async Task<Result<UndoneRecord>> LookAsync(IReadOnlyList<SavedRecord> saved, CancellationToken ct)
    {
        var planned = await PlanAsync(saved, ct);
        return planned.Refusal is { } refusal ? refusal : planned.Value[0].Says(saved.Count - 1);
    }

    public async Task<Result<UndoneRecord>> RunAsync(IReadOnlyList<SavedRecord> saved, CancellationToken ct)
    {
        var planned = await PlanAsync(saved, ct);
        if (planned.Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var way in planned.Value)
        {
            if (way.Press.IsNew)
            {
                way.Record.Delete(user.Id, clock.GetUtcNow());
            }
            else
            {
                PutBack(way);
            }
        }

        List<OwnedRecord> claiming = [.. planned.Value.Select(w => w.Record)
            .Where(r => db.Entry(r).Properties.Any(p => p.IsModified && Claims.Contains(p.Metadata.Name)))];
        var refused = await db.SaveAsync(ct);
        foreach (var record in claiming)
        {
            refused ??= await returned.SettleAsync(record, ct);
        }

        return refused is null ? planned.Value[0].Says(saved.Count - 1) : refused;
    }

    private async Task<Result<List<WayBack>>> PlanAsync(IReadOnlyList<SavedRecord> saved, CancellationToken ct)
    {
        var ways = new List<WayBack>();
        foreach (var press in saved)
        {
            if (await FindAsync(press, ct) is not { } record)
            {
                return Refusal.NotFound(press.Kind.ToString().ToLowerInvariant());
            }

            if (record.Version != press.Version || (press.IsNew && record.IsDeleted))
            {
                return Refusal.Invalid(new FieldError("undo", $"“{NameOf(record)}” was changed again since. Nothing was taken back."));
            }

            ways.Add(new WayBack(press, record, NameOf(record), press.IsNew ? [] : await FormerValuesAsync(press, Columns(record), ct)));
        }

        return ways;
    }

    private async Task<OwnedRecord?> FindAsync(SavedRecord press, CancellationToken ct) => press.Kind switch
    {
        RecordKind.Company => await db.Companies.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Contact => await db.Contacts.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Deal => await db.Deals.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
        RecordKind.Activity => await db.Activities.SingleOrDefaultAsync(r => r.Id == press.Id, ct),
    };

    /// <summary>What each column held before the press: backwards through its versions, so that the oldest value stands.</summary>
    private async Task<Dictionary<IProperty, JsonElement>> FormerValuesAsync(
        SavedRecord press, Dictionary<string, IProperty> columns, CancellationToken ct)
    {
        var former = new Dictionary<IProperty, JsonElement>();
        var history = await db.RecordHistory.AsNoTracking().Where(h => h.RecordId == press.Id && press.Versions.Contains(h.Version))
            .OrderByDescending(h => h.Version).ToListAsync(ct);
        foreach (var change in history)
        {
            using var fields = JsonDocument.Parse(change.Changes);
            foreach (var field in fields.RootElement.EnumerateObject().Where(f => columns.ContainsKey(f.Name)))
            {
                former[columns[field.Name]] = field.Value.GetProperty("from").Clone();
            }
        }

        return former;
    }

    /// <summary>Columns that the database computes are left out: they follow by themselves.</summary>
    private Dictionary<string, IProperty> Columns(OwnedRecord record) => db.Entry(record).Metadata.GetProperties()
        .Where(p => p.GetComputedColumnSql() is null && p.ValueGenerated is ValueGenerated.Never)
        .ToDictionary(p => p.GetColumnName(), StringComparer.Ordinal);

    private void PutBack(WayBack way)
    {
        foreach (var (property, value) in way.Former)
        {
            db.Entry(way.Record).Property(property.Name).CurrentValue = Read(property, value);
        }
    }

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

    private static string NameOf(OwnedRecord record) => record switch
    {
        Company company => company.Name,
        Contact contact => $"{contact.FirstName} {contact.LastName}",
        Deal deal => deal.Title,
        Activity activity => activity.Subject,
        _ => throw new InvalidOperationException($"No name for {record.GetType().Name}."),
    };

    /// <param name="Former">What stood there before.</param>
    private sealed record WayBack(SavedRecord Press, OwnedRecord Record, string Name, IReadOnlyDictionary<IProperty, JsonElement> Former)
    {
        public UndoneRecord Says(int others) => new(
            Press.Kind, Press.Id, Name,
            [.. Former.Keys.Select(p => Words(p.GetColumnName())).Where(w => !Internal.Contains(w)).Distinct()
                .Order(StringComparer.Ordinal)], Stands, others);

        private RestoredState Stands => Press.IsNew ? RestoredState.Unmade
            : Former.FirstOrDefault(f => f.Key.Name == nameof(OwnedRecord.IsDeleted)).Value.ValueKind switch
            {
                JsonValueKind.True => RestoredState.Deleted,
                JsonValueKind.False => RestoredState.Restored,
                _ => RestoredState.AsBefore,
            };

        /// <summary>A day and an hour are one thing to people.</summary>
        private static string Words(string column) => column is "due_on" ? "due date" : column is "occurred_on"
            ? "occurred at" : (column.EndsWith("_id", StringComparison.Ordinal) ? column[..^3] : column).Replace('_', ' ');
    }
}
