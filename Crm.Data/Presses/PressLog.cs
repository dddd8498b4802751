using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Core;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Contacts;
using Crm.Core.Presses;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Data.Presses;

/// <summary>Keeps presses in the table of that name. It watches the running use case's context for the records that are saved.</summary>
internal sealed class PressLog : IPressLog, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Undoable = TimeSpan.FromDays(1);

    private readonly CrmDbContext db;
    private readonly CurrentUser user;
    private readonly TimeProvider clock;
    private readonly MergeContactsHandler merges;
    private readonly ReturnedRecords returned;
    private readonly List<SavedRecord> saved = [];

    public PressLog(CrmDbContext db, CurrentUser user, TimeProvider clock, MergeContactsHandler merges, ReturnedRecords returned)
    {
        (this.db, this.user, this.clock, this.merges, this.returned) = (db, user, clock, merges, returned);
        db.ChangeTracker.StateChanged += Watch;
    }

    /// <summary>The context is pooled: the next use case has its own log.</summary>
    public void Dispose() => db.ChangeTracker.StateChanged -= Watch;

    public async Task<JsonElement?> TakeAsync(string key, string verb, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"delete from presses where user_id = {user.Id} and made_at < {now - Kept}", ct);
        var taken = await db.Database.ExecuteSqlAsync(
            $"insert into presses (user_id, key, verb, door, made_at) values ({user.Id}, {key}, {verb}, {UpperSnake.Of(user.Door)}, {now}) on conflict (user_id, key) do nothing", ct);
        return taken == 1 ? null : JsonSerializer.Deserialize<JsonElement>(
            await db.Database.SqlQuery<string>($"select outcome::text as \"Value\" from presses where user_id = {user.Id} and key = {key}").SingleAsync(ct), CardJson.Options);
    }

    public async Task KeepAsync(string? key, string verb, JsonElement outcome, CancellationToken ct)
    {
        if (key is null && user.Door is not Door.Teams)
        {
            return;
        }

        var now = clock.GetUtcNow();
        key ??= Guid.CreateVersion7(now).ToString("N");
        var records = JsonSerializer.Serialize(verb is UndoLast.Verb or UndoMerge.Verb ? [] : saved, CardJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into presses (user_id, key, verb, door, made_at, outcome, records)
            values ({user.Id}, {key}, {verb}, {UpperSnake.Of(user.Door)}, {now}, {outcome.GetRawText()}::jsonb, {records}::jsonb)
            on conflict (user_id, key) do update set outcome = excluded.outcome, records = excluded.records
            """, ct);
    }

    public async Task<Result<TakenBack>> TakeBackAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Undoable;
        var latest = await db.Database.SqlQuery<KeptPress>(
            $"""
            select key as "Key", records::text as "Records", verb as "Verb", outcome::text as "Outcome" from presses p
            where user_id = {user.Id} and door = {UpperSnake.Of(user.Door)} and undone_at is null and jsonb_array_length(records) > 0 and made_at >= {since}
              and not (verb = {MergeContacts.Verb} and exists (select 1 from contact_merges m where m.id = (p.outcome ->> 'mergeId')::uuid and m.undone_at is not null))
            order by made_at desc, key desc limit 1 for update
            """).ToListAsync(ct);
        if (latest is not [var press])
        {
            return Refusal.Invalid(new FieldError("undo", "There is nothing to take back: you changed nothing here since yesterday, or it is taken back already."));
        }

        var records = JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!;
        var back = press.Verb == MergeContacts.Verb ? await UnmergeAsync(press.Outcome!, ct) : await new RecordRewind(db, user, returned, clock).RunAsync(records, ct);
        if (back.Refusal is null)
        {
            await db.Database.ExecuteSqlAsync($"update presses set undone_at = {clock.GetUtcNow()} where user_id = {user.Id} and key = {press.Key}", ct);
            foreach (var record in records)
            {
                await ExpectAsync(record, ct);
            }
        }

        return back;
    }

    /// <summary>A merge moved more than fields: it knows itself how to part the two again.</summary>
    private async Task<Result<TakenBack>> UnmergeAsync(string outcome, CancellationToken ct)
    {
        var parted = await merges.UndoAsync(new UndoMerge(JsonSerializer.Deserialize<MergeDone>(outcome, CardJson.Options)!.MergeId), ct);
        return parted.Refusal is { } refusal ? refusal
            : new TakenBack(
                RecordKind.Contact, parted.Value.KeptId, await db.Contacts.Where(c => c.Id == parted.Value.KeptId).Select(c => c.FirstName + " " + c.LastName).SingleAsync(ct), ["merge"], false, 1);
    }

    /// <summary>What stood before the press stands again, under a higher version: the press before it may be taken back next.</summary>
    private async Task ExpectAsync(SavedRecord back, CancellationToken ct)
    {
        var (before, now) = (back.Versions[0] - 1, saved.Find(s => s.Id == back.Id)?.Versions[^1]);
        var id = $$"""[{"id":"{{back.Id}}"}]""";
        var earlier = await db.Database.SqlQuery<KeptPress>(
            $"select key as \"Key\", records::text as \"Records\", verb as \"Verb\", null as \"Outcome\" from presses where user_id = {user.Id} and undone_at is null and records @> {id}::jsonb").ToListAsync(ct);
        foreach (var press in earlier)
        {
            var records = JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!;
            var moved = records.Select(r => r.Id == back.Id && r.Version == before ? r with { Expected = now } : r).ToList();
            var text = JsonSerializer.Serialize(moved, CardJson.Options);
            await db.Database.ExecuteSqlAsync($"update presses set records = {text}::jsonb where user_id = {user.Id} and key = {press.Key}", ct);
        }
    }

    private void Watch(object? sender, EntityStateChangedEventArgs change)
    {
        if (change.Entry.Entity is not OwnedRecord record || change.NewState is not EntityState.Unchanged || change.OldState is not (EntityState.Added or EntityState.Modified))
        {
            return;
        }

        var known = saved.Find(s => s.Id == record.Id);
        if (known is null)
        {
            saved.Add(new SavedRecord(Enum.Parse<RecordKind>(record.GetType().Name), record.Id, [record.Version], change.OldState is EntityState.Added));
        }
        else
        {
            known.Versions.Add(record.Version);
        }
    }

    private sealed record KeptPress(string Key, string Records, string? Verb = null, string? Outcome = null);
}

/// <summary>A record that a press saved: the versions it got, the last one last.</summary>
/// <param name="Expected">The version at which it stands as the press left it, once later presses were taken back; null while it is the last of <paramref name="Versions"/>.</param>
internal sealed record SavedRecord(RecordKind Kind, Guid Id, List<int> Versions, bool IsNew, int? Expected = null)
{
    [JsonIgnore]
    public int Version => Expected ?? Versions[^1];
}
