using System.Text.Json.Serialization;
using Crm.Core;
using Crm.Core.Cards;
using Crm.Core.Choices;
using Crm.Core.Commands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Editing;
using Crm.Core.ExchangeRates;
using Crm.Core.MatchQuestions;
using Crm.Core.Pipeline;
using Crm.Core.Undo;
using Crm.Core.Views;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Data.Commands;

/// <summary>Keeps presses in the table of that name. It watches the running use case's context for the records that are saved.</summary>
internal sealed class CommandLog : ICommandLog, IUndo, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Undoable = TimeSpan.FromDays(1);

    /// <summary>What is older is named before it is touched: who types "undo" means what they just did.</summary>
    private static readonly TimeSpan OfThisMoment = TimeSpan.FromMinutes(15);

    private readonly CrmDbContext db;
    private readonly CurrentUser user;
    private readonly TimeProvider clock;
    private readonly OwnUndo own;
    private readonly RestoredRecordRules returned;
    private readonly MovedRecords moved;
    private readonly List<SavedRecord> saved = [];

    /// <summary>What the press changed that isn't a record, in words; null for nothing.</summary>
    private string? beyond;

    public CommandLog(CrmDbContext db, CurrentUser user, TimeProvider clock, OwnUndo own, RestoredRecordRules returned)
    {
        (this.db, this.user, this.clock, this.own, this.returned) = (db, user, clock, own, returned);
        moved = new MovedRecords(db);
        db.ChangeTracker.StateChanged += Watch;
    }

    /// <summary>The context is pooled: the next use case has its own log.</summary>
    public void Dispose() => db.ChangeTracker.StateChanged -= Watch;

    public async Task<JsonElement?> TakeAsync(string key, string verb, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"delete from presses where user_id = {user.Id} and made_at < {now - Kept}", ct);
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
             insert into presses (user_id, key, verb, door, made_at)
             values ({user.Id}, {key}, {verb}, {UpperSnakeCase.Of(user.Door)}, {now}) on conflict (user_id, key) do nothing
             """, ct);
        return taken == 1 ? null : JsonSerializer.Deserialize<JsonElement>(
            await db.Database.SqlQuery<string>($"select outcome::text as \"Value\" from presses where user_id = {user.Id} and key = {key}")
                .SingleAsync(ct), CardJson.Options);
    }

    public async Task KeepAsync(string? key, string verb, JsonElement outcome, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        key ??= Guid.CreateVersion7(now).ToString("N");
        if (verb == MergeContacts.Verb || verb == MergeCompanies.Verb)
        {
            var merge = outcome.Deserialize<KeptMerge>(CardJson.Options)!;
            saved.AddRange(await moved.MovedAsync(merge.MergeId, await EarlierAsync(now, ct), ct));
        }

        var records =
            JsonSerializer.Serialize(
                verb == UndoLast.Verb || verb == UndoMerge.Verb || verb == UndoCompanyMerge.Verb || verb == UndoRule.Verb ? [] : saved,
                CardJson.Options);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into presses (user_id, key, verb, door, made_at, outcome, records, beyond_undo)
            values ({user.Id}, {key}, {verb}, {UpperSnakeCase.Of(user.Door)}, {now}, {outcome.GetRawText()}::jsonb, {records}::jsonb,
              {beyond})
            on conflict (user_id, key) do update set outcome = excluded.outcome, records = excluded.records,
              beyond_undo = excluded.beyond_undo
            """, ct);
        if (verb == UndoMerge.Verb || verb == UndoCompanyMerge.Verb)
        {
            await PartedAsync(verb == UndoMerge.Verb ? MergeContacts.Verb : MergeCompanies.Verb,
                outcome.Deserialize<KeptMerge>(CardJson.Options)!.MergeId, ct);
        }
        else if (verb == UndoRule.Verb)
        {
            await UnsaidAsync(outcome.Deserialize<KeptAnswer>(CardJson.Options)!.QuestionId, ct);
        }
    }

    public async Task<Result<UndoResult>> TakeBackAsync(string? confirmed, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now - Undoable;
        var latest = await db.Database.SqlQuery<KeptPress>(
            $"""
            select key as "Key", records::text as "Records", verb as "Verb", outcome::text as "Outcome", made_at as "MadeAt",
              beyond_undo as "BeyondUndo" from presses
            where user_id = {user.Id} and undone_at is null and made_at >= {since}
              and (jsonb_array_length(records) > 0 or beyond_undo is not null or verb in ({AnswerQuestion.Verb}, {AddAddress.Verb}))
            order by position desc limit 1 for update
            """).ToListAsync(ct);
        if (latest is not [var press])
        {
            return Wrong("There is nothing to take back: you changed nothing since yesterday, or it is taken back already.");
        }

        if (press.BeyondUndo is { } beyondUndo)
        {
            return Wrong(
                $"The last thing you changed is {beyondUndo}. That is changed where it was made, not taken back by undo; and undo does "
                + "not reach over it to what was before.");
        }

        if (confirmed is not null && confirmed != press.Key)
        {
            return Wrong("You changed something else since you were asked. Nothing was taken back.");
        }

        var records = JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!;
        if (confirmed is null)
        {
            var look = press.HasOwnUndo ? await own.LookAsync(press, ct) : await Rewind.LookAsync(records, ct);
            if (look.Refusal is { } impossible)
            {
                return impossible;
            }

            if (look.Value.Stands is RestoredState.Deleted || press.MadeAt < now - OfThisMoment)
            {
                return new UndoResult.AskFirst(look.Value, press.Key, press.MadeAt, now);
            }
        }

        var back = press.HasOwnUndo ? await own.RunAsync(press, ct) : await Rewind.RunAsync(records, ct);
        if (back.Refusal is { } refusal)
        {
            return refusal;
        }

        if (press.IsMerge)
        {
            await ReturnedAsync(press.Merge.MergeId, records, ct);
        }

        await UndoneAsync(press.Key, records, ct);
        return new UndoResult.TakenBack(back.Value);
    }

    public async Task<string?> LatestAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Undoable;
        return (await db.Database.SqlQuery<string?>(
            $"""
            select case when beyond_undo is null then key end as "Value" from presses
            where user_id = {user.Id} and undone_at is null and made_at >= {since}
              and (jsonb_array_length(records) > 0 or beyond_undo is not null or verb in ({AnswerQuestion.Verb}, {AddAddress.Verb}))
            order by position desc limit 1
            """).ToListAsync(ct)).SingleOrDefault();
    }

    private RecordUndo Rewind => new(db, user, returned, clock);

    private static Refusal Wrong(string message) => Refusal.Invalid(new FieldError("undo", message));

    /// <summary>The merge was parted by its own button: its press is taken back with it.</summary>
    private async Task PartedAsync(string verb, Guid mergeId, CancellationToken ct)
    {
        var merged = await StandingAsync(verb, "mergeId", mergeId, ct);
        if (merged is [var press])
        {
            var records = JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!;
            await ReturnedAsync(mergeId, records, ct);
            await UndoneAsync(press.Key, records, ct);
        }
    }

    /// <summary>The rule was undone by its own button: the answer's press is taken back with it.</summary>
    private async Task UnsaidAsync(Guid questionId, CancellationToken ct)
    {
        foreach (var press in await StandingAsync(AnswerQuestion.Verb, "questionId", questionId, ct))
        {
            await UndoneAsync(press.Key, JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!, ct);
        }
    }

    /// <summary>Presses that answered with this id and have not been taken back.</summary>
    private Task<List<KeptPress>> StandingAsync(string verb, string member, Guid id, CancellationToken ct) =>
        db.Database.SqlQuery<KeptPress>(
            $"""
            select key as "Key", records::text as "Records", null as "Verb", null as "Outcome", made_at as "MadeAt", null as "BeyondUndo"
              from presses
            where user_id = {user.Id} and verb = {verb} and undone_at is null and outcome ->> {member} = {id.ToString()}
            """).ToListAsync(ct);

    private async Task ReturnedAsync(Guid mergeId, List<SavedRecord> records, CancellationToken ct) =>
        saved.AddRange(await moved.ReturnedAsync(mergeId, [.. records.Where(r => !saved.Exists(s => s.Id == r.Id))], ct));

    /// <summary>What the presses that can still be taken back saved last of each record, this press's own apart.</summary>
    private async Task<IReadOnlyCollection<SavedRecord>> EarlierAsync(DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Undoable;
        var kept = await db.Database.SqlQuery<string>(
            $"""
            select records::text as "Value" from presses where user_id = {user.Id} and undone_at is null
              and jsonb_array_length(records) > 0 and made_at >= {since} order by position desc
            """).ToListAsync(ct);
        return [.. kept.SelectMany(records => JsonSerializer.Deserialize<List<SavedRecord>>(records, CardJson.Options)!)
            .DistinctBy(r => r.Id).Where(r => !saved.Exists(s => s.Id == r.Id))];
    }

    private async Task UndoneAsync(string key, List<SavedRecord> records, CancellationToken ct)
    {
        await db.Database
            .ExecuteSqlAsync($"update presses set undone_at = {clock.GetUtcNow()} where user_id = {user.Id} and key = {key}", ct);
        foreach (var record in records)
        {
            await ExpectAsync(record, ct);
        }
    }

    /// <summary>What stood before the press stands again, under a higher version: the press before it may be taken back next.</summary>
    private async Task ExpectAsync(SavedRecord back, CancellationToken ct)
    {
        var (before, now) = (back.Versions[0] - 1, saved.Find(s => s.Id == back.Id)?.Versions[^1]);
        var id = $$"""[{"id":"{{back.Id}}"}]""";
        var earlier = await db.Database.SqlQuery<KeptPress>(
            $"""
            select key as "Key", records::text as "Records", null as "Verb", null as "Outcome", made_at as "MadeAt", null as "BeyondUndo"
              from presses
            where user_id = {user.Id} and undone_at is null and records @> {id}::jsonb
            """).ToListAsync(ct);
        foreach (var press in earlier)
        {
            var records = JsonSerializer.Deserialize<List<SavedRecord>>(press.Records, CardJson.Options)!;
            var moved = records.Select(r => r.Id == back.Id && r.Version == before ? r with { Expected = now } : r).ToList();
            var text = JsonSerializer.Serialize(moved, CardJson.Options);
            await db.Database
                .ExecuteSqlAsync($"update presses set records = {text}::jsonb where user_id = {user.Id} and key = {press.Key}", ct);
        }
    }

    private void Watch(object? sender, EntityStateChangedEventArgs change)
    {
        var isSaved = change is { NewState: EntityState.Unchanged, OldState: EntityState.Added or EntityState.Modified }
            or { NewState: EntityState.Detached, OldState: EntityState.Deleted };
        if (isSaved && change.Entry.Entity is OwnedRecord record)
        {
            Note(record, isNew: change.OldState is EntityState.Added);
        }
        else if (isSaved)
        {
            beyond ??= change.Entry.Entity switch
            {
                SavedView => "a saved view",
                PipelineStage => "the pipeline’s stages",
                CustomFieldDefinition => "one of the firm’s own fields",
                TenantSettings => "the firm’s reporting currency",
                ExchangeRate => "the firm’s exchange rates",
                User => "your settings",
                _ => null,
            };
        }
    }

    private void Note(OwnedRecord record, bool isNew)
    {
        if (saved.Find(s => s.Id == record.Id) is { } known)
        {
            known.Versions.Add(record.Version);
        }
        else
        {
            saved.Add(new SavedRecord(Enum.Parse<RecordKind>(record.GetType().Name), record.Id, [record.Version], isNew));
        }
    }
}

/// <summary>A record that a press saved: the versions it got, the last one last.</summary>
/// <param name="Expected">
/// The version at which it stands as the press left it, once later presses were taken back; null while it is the last of <paramref
/// name="Versions"/>.
/// </param>
internal sealed record SavedRecord(RecordKind Kind, Guid Id, List<int> Versions, bool IsNew, int? Expected = null)
{
    [JsonIgnore]
    public int Version => Expected ?? Versions[^1];
}
