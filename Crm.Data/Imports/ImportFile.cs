using Crm.Core;
using Crm.Core.Imports;
using Crm.Core.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Data.Imports;

/// <summary>
/// Imports a CSV file in one transaction with the owner's rights: read and checked row by row, staged by COPY, matched and merged as sets.
/// Killed, cancelled or refused at any moment it leaves nothing; run again it changes nothing that is there already.
/// </summary>
public sealed class ImportFile(IServiceScopeFactory scopes, TimeProvider clock)
{
    public async Task<Result<ImportOutcome>> RunAsync(ImportRequest request, IImportWatcher watcher, CancellationToken ct)
    {
        if (!request.Owner.MayChangeRecords)
        {
            return Refusal.ReadOnlyAccount();
        }

        var opened = CsvFile.Open(request.Path, request.Encoding);
        if (opened.Refusal is { } unreadable)
        {
            return unreadable;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        await db.BeginAsync(request.Owner with { Door = Door.Import }, UseCaseKind.Change, ct);
        await db.Transaction!.BeginAsync(ct); // the import asks the connection itself
        var around = await SurroundingsAsync(db, request, ct);
        var planned = ImportMapping.Make(request.Entity, opened.Value.Headers, around.Custom, request.Map, request.Preset);
        if (planned.Refusal is { } unmapped)
        {
            return unmapped;
        }

        var plan = planned.Value;
        around = around with { Places = await PlacesAsync(db, plan, request.Owner, ct) };
        watcher.Planned(plan, opened.Value);
        var source = plan.Source == ImportPreset.Plain ? request.Source ?? plan.Source : plan.Source;
        var session = new ImportSession((NpgsqlConnection)db.Database.GetDbConnection(), plan, around, source);
        try
        {
            return await RunAsync(request, plan, around, session, opened.Value, watcher, () => db.CommitAsync(ct), ct);
        }
        catch (BrokenCsvException broken)
        {
            return Refusal.Invalid(new FieldError("file", broken.Message));
        }
    }

    private static async Task<Result<ImportOutcome>> RunAsync(
        ImportRequest request, ImportPlan plan, ImportSurroundings around, ImportSession session, CsvFile file, IImportWatcher watcher,
        Func<Task> commit, CancellationToken ct)
    {
        var forms = Forms(plan, file, request.Forms, DateOnly.FromDateTime(around.Now.UtcDateTime), watcher, ct);
        if (forms.Refusal is { } doubtful)
        {
            return doubtful;
        }

        await session.PrepareAsync(ct);
        await using var errors = new LazyErrors(request.ErrorFile, file);
        var faulty = await StageAsync(new RowReader(plan, forms.Value, around), session, file, errors, watcher, ct);
        await session.LockAsync(() => watcher.Progress("Waiting for another import of this tenant", 0, 0, 0), ct);
        watcher.Progress("Looking for what is there already", 0, 0, 0);
        await session.MatchAsync(ct);
        var refused = await session.FaultyRowsAsync(ct);
        if (refused > 0)
        {
            await WriteFaultsAsync(session, file, errors, ct);
            await session.DropFaultyAsync(ct);
        }

        faulty += refused;
        var proceeds = !request.DryRun && (faulty == 0 || request.SkipInvalid);
        var counts = await session.CountAsync(faulty, ct);
        watcher.Previewed(counts, await session.FirstRowsAsync(ct), proceeds);
        if (proceeds)
        {
            await session.MergeAsync((done, all) => watcher.Progress("Saving", done, all, done), ct);
            await commit();
        }

        return new ImportOutcome(counts, proceeds, faulty > 0 ? request.ErrorFile : null);
    }

    private async Task<ImportSurroundings> SurroundingsAsync(CrmDbContext db, ImportRequest request, CancellationToken ct)
    {
        var custom = await db.CustomFields.AsNoTracking().Where(f => !f.IsDeleted).OrderBy(f => f.Position).ThenBy(f => f.FieldName)
            .ToListAsync(ct);
        return new ImportSurroundings(
            request.Owner,
            await db.Users.AsNoTracking().Where(u => u.IsActive && !u.IsDeleted).Select(u => new ImportOwner(u.Id, u.Email, u.Name, u.Role))
                .ToListAsync(ct),
            await db.Stages.AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct),
            custom.FindAll(f => f.Entity == request.Entity.Singular),
            custom.FindAll(f => f.Entity == ImportEntity.Companies.Singular),
            clock.GetUtcNow());
    }

    /// <summary>Where the importer's companies are, if a phone number of the file may depend on it.</summary>
    private static async Task<CompanyCountries> PlacesAsync(CrmDbContext db, ImportPlan plan, CurrentUser owner, CancellationToken ct)
    {
        if (plan.Entity != ImportEntity.Contacts || !plan.Columns.Any(c => c.Field.IsPhone))
        {
            return CompanyCountries.None;
        }

        var abroad = db.Companies.AsNoTracking().Where(c => !c.IsDeleted && c.Country != null && c.Country != owner.Tenant.Country);
        return new CompanyCountries(await abroad.Select(c => new CompanyPlace(c.Name, c.Domain, c.Country!)).ToListAsync(ct));
    }

    /// <summary>Every value of the columns that can be written in several ways is looked at before the first one is read.</summary>
    private static Result<IReadOnlyList<ColumnForm>> Forms(
        ImportPlan plan, CsvFile file, FormsSaid said, DateOnly today, IImportWatcher watcher, CancellationToken ct)
    {
        var evidence = plan.Columns.Select(c => new ColumnEvidence(c, today)).ToList();
        var open = evidence.Where(e => e.Column.Field.Type is ImportType.Amount or ImportType.Whole or ImportType.Share or ImportType.Date)
            .ToList();
        var rows = 0L;
        foreach (var row in open.Count == 0 ? [] : file.Rows())
        {
            ct.ThrowIfCancellationRequested();
            foreach (var column in open.Where(c => c.Column.Index < row.Cells.Length))
            {
                if (row.Cells[column.Column.Index].Trim() is { Length: > 0 } text)
                {
                    column.Add(text);
                }
            }

            Tell(watcher, "Looking at dates and amounts", file, ++rows);
        }

        var forms = evidence.Select(e => e.Decide(said)).ToList();
        if (forms.Find(f => f.Refusal is not null)?.Refusal is { } doubtful)
        {
            return doubtful;
        }

        foreach (var notice in evidence.Zip(forms, (e, f) => e.Notice(f.Value)).OfType<string>())
        {
            watcher.Noticed(notice);
        }

        return (Result<IReadOnlyList<ColumnForm>>)forms.ConvertAll(f => f.Value);
    }

    private static async Task<long> StageAsync(
        RowReader reader, ImportSession session, CsvFile file, LazyErrors errors, IImportWatcher watcher, CancellationToken ct)
    {
        var faulty = 0L;
        var rows = 0L;
        await using var copy = await session.CopyAsync(ct);
        await foreach (var (row, understood, faults) in ReadAhead.Of(Understood(file, reader), ct))
        {
            if (understood is not null)
            {
                await session.WriteAsync(copy, understood, ct);
            }

            if (faults.Count > 0)
            {
                faulty++;
                await errors.File.WriteAsync(row.Cells, faults);
            }

            Tell(watcher, "Reading", file, ++rows);
        }

        await copy.CompleteAsync(ct);
        return faulty;
    }

    private static IEnumerable<(FileRow Row, ImportRow? Understood, IReadOnlyList<RowFault> Faults)> Understood(
        CsvFile file, RowReader reader)
    {
        foreach (var row in file.Rows())
        {
            var faults = new List<RowFault>();
            yield return row.Bad is { } bad ? (row, null, [new RowFault(row.Line, "", "", bad)])
                : (row, reader.Read(row.Line, row.Cells, faults), faults);
        }
    }

    /// <summary>
    /// The original rows are fetched from the file once more: a million of them are not held for the few that turn out bad.
    /// </summary>
    private static async Task WriteFaultsAsync(ImportSession session, CsvFile file, LazyErrors errors, CancellationToken ct)
    {
        using var rows = file.Rows().GetEnumerator();
        await foreach (var fault in session.FaultsAsync(ct))
        {
            while (rows.MoveNext() && rows.Current.Line < fault.Line)
            {
                // on to the row of the fault
            }

            await errors.File.WriteAsync(rows.Current.Cells, [fault]);
        }
    }

    private static void Tell(IImportWatcher watcher, string step, CsvFile file, long rows)
    {
        if (rows % 5_000 == 0)
        {
            watcher.Progress(step, file.Position, file.Length, rows);
        }
    }

    /// <summary>A file is only made when there is something to put into it.</summary>
    private sealed class LazyErrors(string path, CsvFile source) : IAsyncDisposable
    {
        private ErrorFile? file;

        public ErrorFile File => file ??= new ErrorFile(path, source);

        public async ValueTask DisposeAsync()
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }
}
