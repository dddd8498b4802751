using Crm.Core.Catalogs;
using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Editing;

/// <summary>What somebody changed in a record: only the fields that were sent.</summary>
/// <param name="Id">The record.</param>
/// <param name="Version">The version that the person saw; null changes whatever stands there now.</param>
/// <param name="Fields">By name; null or an empty text clears. "custom" holds the custom fields.</param>
public sealed record FieldChanges(Guid Id, int? Version, IReadOnlyDictionary<string, JsonElement> Fields);

/// <summary>What the editor must know of an entity.</summary>
/// <param name="What">For people: "deal".</param>
/// <param name="Fields">What may be changed.</param>
public sealed record EditableEntity<T>(string What, IReadOnlyList<RecordField<T>> Fields);

/// <summary>Changes, deletes and restores records of every entity by the same rules.</summary>
public sealed class RecordEditor(ICrmDb db, CurrentUser user, FieldSource fields, RestoredRecordRules returned, TimeProvider clock)
{
    /// <summary>Row-level security refuses it as well, in fewer words (docs/decisions/0002).</summary>
    private static Refusal GivenAway => Refusal.NotAllowed("Only a manager gives records to somebody else.");

    public async Task<Result<T>> ChangeAsync<T>(DbSet<T> records, EditableEntity<T> entity, FieldChanges changes, CancellationToken ct)
        where T : OwnedRecord
    {
        var found = await FindAsync(records.Where(r => !r.IsDeleted), entity, changes.Id, ct);
        if (found.Refusal is not null)
        {
            return found;
        }

        var record = found.Value;
        var check = user.Reads(clock.GetUtcNow());
        check.Country = await PhoneCountryAsync(record, entity, changes.Fields, ct);
        var typed = await ReadAsync(check, entity, changes.Fields, ct);
        var custom = changes.Fields.TryGetValue("custom", out var values) ? await CustomAsync(check, entity, record, values, ct) : null;
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var changed = typed.Where(t => !Equals(t.Field.Get(record), t.Value)).ToList();
        if (changed.Count == 0 && custom is null)
        {
            return record;
        }

        if (!user.ManagesEverybody && changed.Find(c => c.Field.Link is LinkTo.Person).Field is { } owner)
        {
            return GivenAway with { Fields = [new FieldError(owner.Name, GivenAway.Message)] };
        }

        if (changes.Version is { } seen && seen != record.Version)
        {
            return Conflict(entity, record, changed, values);
        }

        foreach (var (field, value) in changed)
        {
            field.Set(record, value);
        }

        if (custom is not null)
        {
            record.Set(custom);
        }

        return await db.SaveAsync(ct) switch
        {
            null => check.Noted(record),
            { Kind: RefusalKind.Conflict } =>
                Conflict(entity, await records.AsNoTracking().SingleAsync(r => r.Id == record.Id, ct), changed, values),
            var refused => refused,
        };
    }

    public async Task<Result<T>> DeleteAsync<T>(DbSet<T> records, EditableEntity<T> entity, Guid id, int? version, CancellationToken ct)
        where T : OwnedRecord
    {
        var found = await FindAsync(records.Where(r => !r.IsDeleted), entity, id, ct);
        if (found.Refusal is not null)
        {
            return found;
        }

        if (version is { } seen && seen != found.Value.Version)
        {
            return Refusal.Conflict(entity.What) with { CurrentVersion = found.Value.Version };
        }

        found.Value.Delete(user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : found;
    }

    public async Task<Result<T>> RestoreAsync<T>(DbSet<T> records, EditableEntity<T> entity, Guid id, CancellationToken ct)
        where T : OwnedRecord
    {
        var found = await FindAsync(records, entity, id, ct);
        if (found.Refusal is not null || !found.Value.IsDeleted)
        {
            return found;
        }

        found.Value.Restore();
        return (await db.SaveAsync(ct) ?? await returned.SettleAsync(found.Value, ct)) is { } refused ? refused : found;
    }

    private async Task<Result<T>> FindAsync<T>(IQueryable<T> records, EditableEntity<T> entity, Guid id, CancellationToken ct)
        where T : OwnedRecord
    {
        var record = await records.SingleOrDefaultAsync(r => r.Id == id, ct);
        return record is null ? Refusal.NotFound(entity.What)
            : !user.MayChange(record) ? Refusal.BelongsToSomebodyElse(entity.What)
            : record;
    }

    /// <summary>By the country and the company that the change itself sets, else by those that stand there.</summary>
    private async Task<string?> PhoneCountryAsync<T>(
        T record, EditableEntity<T> entity, IReadOnlyDictionary<string, JsonElement> changes, CancellationToken ct)
        where T : OwnedRecord
    {
        return record switch
        {
            Contact => await PhoneCountry.OfAsync(db, user, (string?)Then("country"), (Guid?)Then("companyId"), ct),
            Company => await PhoneCountry.OfAsync(db, user, (string?)Then("country"), companyId: null, ct),
            _ => user.Tenant.Country,
        };

        // What is wrong with it is said where the field itself is read.
        object? Then(string name)
        {
            var field = entity.Fields.First(f => f.Name == name);
            return changes.TryGetValue(name, out var json) && json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
                ? field.Read(new InputReader(user.Locale), name, Numbers.Typed(json)) : field.Get(record);
        }
    }

    private async Task<List<(RecordField<T> Field, object? Value)>> ReadAsync<T>(
        InputReader check, EditableEntity<T> entity, IReadOnlyDictionary<string, JsonElement> changes, CancellationToken ct)
    {
        var typed = new List<(RecordField<T>, object?)>();
        foreach (var (name, json) in changes.Where(c => c.Key != "custom"))
        {
            if (entity.Fields.FirstOrDefault(f => f.Name == name) is not { } field)
            {
                check.Fail(
                    name, $"A {entity.What} has no field “{name}” that can be changed. There are: "
                    + $"{string.Join(", ", entity.Fields.Select(f => f.Name))}, custom.");
                continue;
            }

            if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                check.Fail(name, "A text, a number, yes or no belongs here.");
                continue;
            }

            var value = field.Read(check, name, Numbers.Typed(json));
            if (value is Guid id && field.Link is { } link && check.Refusal?.For(name) is null && !await IsThereAsync(link, id, ct))
            {
                check.Fail(name, link is LinkTo.Person
                    ? Refusal.NoSuchPerson
                    : Refusal.NoSuch(link.ToString().ToLowerInvariant()));
            }

            typed.Add((field, value));
        }

        return typed;
    }

    private async Task<Dictionary<string, JsonElement>?> CustomAsync<T>(
        InputReader check, EditableEntity<T> entity, T record, JsonElement values, CancellationToken ct)
        where T : OwnedRecord
    {
        var definitions = (await fields.GetAsync(ct)).Choices.CustomFields.Where(f => f.Entity == entity.What);
        var custom = CustomValues.Changed(check, [.. definitions], record.Custom, values);
        return CustomValues.Same(custom, record.Custom) ? null : custom;
    }

    private Task<bool> IsThereAsync(LinkTo link, Guid id, CancellationToken ct) => link switch
    {
        LinkTo.Company => AnyAsync(db.Companies.NotDeleted(), c => c.Id == id, ct),
        LinkTo.Contact => AnyAsync(db.Contacts.NotDeleted(), c => c.Id == id, ct),
        LinkTo.Deal => AnyAsync(db.Deals.NotDeleted(), d => d.Id == id, ct),
        LinkTo.Person => AnyAsync(db.Users.Where(u => !u.IsDeleted && u.IsActive), u => u.Id == id, ct),
    };

    private static Task<bool> AnyAsync<T>(IQueryable<T> rows, Expression<Func<T, bool>> which, CancellationToken ct) =>
        rows.AnyAsync(which, ct);

    private static Refusal Conflict<T>(EditableEntity<T> entity, T now, List<(RecordField<T> Field, object? Value)> changed,
        JsonElement custom)
        where T : OwnedRecord
    {
        var both = changed.Select(c => new FieldConflict(c.Field.Name, RecordField.Say(c.Value), RecordField.Say(c.Field.Get(now))));
        var own = custom.ValueKind is JsonValueKind.Object
            ? custom.EnumerateObject()
            .Select(
                p => new FieldConflict(
                    $"custom.{p.Name}", Typed(p.Value), now.Custom.TryGetValue(p.Name, out var theirs) ? Typed(theirs) : null))
            : [];
        return Refusal.Conflict(entity.What) with { Conflicts = [.. both, .. own], CurrentVersion = now.Version };
    }

    private static string? Typed(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => json.GetString(),
        _ => json.GetRawText(),
    };
}

public static class SavedRecords
{
    /// <summary>What a change answers: the id of what to show, with what was noted.</summary>
    public static Result<Guid> Id<T>(this Result<T> saved)
        where T : OwnedRecord =>
        saved.Refusal is { } refusal ? refusal : ((Result<Guid>)saved.Value.Id).Noting(saved.Notes);

    /// <summary>The record as everybody reads it, after it was saved.</summary>
    public static async Task<Result<TView>> SeenAsync<T, TView>(
        this ICrmDb db, Result<T> saved, Expression<Func<T, TView>> view, CancellationToken ct)
        where T : OwnedRecord
    {
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        return await db.Set<T>().AsNoTracking().Where(r => r.Id == saved.Value.Id).Select(view).SingleOrDefaultAsync(ct) is { } seen
            ? ((Result<TView>)seen).Noting(saved.Notes) : Refusal.NotFound("record");
    }
}
