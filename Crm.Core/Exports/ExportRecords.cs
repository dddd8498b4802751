using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Filtering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Exports;

/// <summary>
/// Writes a filtered list as CSV, with the rights of the person who asks, from one snapshot, row after row as the database sends them: a
/// million rows take no more memory than ten. The columns are those an import understands, so that a file that comes back changes nothing.
/// </summary>
public sealed class ExportRecords(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>First column of every export; by it an import knows the file as ours.</summary>
    public const string IdHeader = "CRM id";

    public static readonly IReadOnlyList<string> Entities = ["companies", "contacts", "deals", "activities"];

    /// <returns>How many rows were written, or why the filter was not understood.</returns>
    public async Task<Result<long>> RunAsync(CurrentUser reader, string entity, string? where, TextWriter output, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = reader;
        var db = scope.ServiceProvider.GetRequiredService<ICrmDb>();
        await db.BeginAsync(reader, ct);
        var people = await scope.ServiceProvider.GetRequiredService<People>().OptionsAsync(ct);
        var stages = await db.Stages.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var custom = await db.CustomFields.AsNoTracking().Where(f => !f.IsDeleted).OrderBy(f => f.Position).ThenBy(f => f.FieldName).ToListAsync(ct);
        var sheet = new ExportSheet(output, [.. custom.Where(f => f.Entity + "s" == entity || (f.Entity, entity) is ("company", "companies") or ("activity", "activities"))]);
        return entity switch
        {
            "companies" => await WriteAsync(sheet, Rows(db.Companies, CompanyFields.Catalog(people), reader, where), CompanyRow.Of, ct),
            "contacts" => await WriteAsync(sheet, Rows(db.Contacts, ContactFields.Catalog(people), reader, where), ContactRow.Of, ct),
            "deals" => await WriteAsync(sheet, Rows(db.Deals, DealFields.Catalog(stages, people), reader, where), DealRow.Of, ct),
            "activities" => await WriteAsync(sheet, Rows(db.Activities, ActivityFields.Catalog(people), reader, where), ActivityRow.Of, ct),
            _ => throw new InvalidOperationException($"'{entity}' is not exported."),
        };
    }

    private Result<Filtered<T>> Rows<T>(IQueryable<T> all, FieldCatalog<T> catalog, CurrentUser reader, string? where)
        where T : OwnedRecord
    {
        var (parsed, error) = FilterParser<T>.Parse(where, catalog, reader.Locale);
        if (parsed is null)
        {
            return Refusal.Invalid(new FieldError("where", $"{error!.Message} (at “{where?[Math.Min(error.Position, where.Length)..]}”)"));
        }

        var moment = new FilterClock(clock.GetUtcNow(), Shown.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));
        var rows = all.AsNoTracking().NotDeleted();
        rows = parsed.Filter is null ? rows : rows.Where(new FilterCompiler<T>(moment).Compile(parsed.Filter));
        return new Filtered<T>(rows.InOrder(parsed.Sort ?? new SortKey(catalog.DefaultSort, catalog.DefaultDescending), catalog.Id));
    }

    private static async Task<Result<long>> WriteAsync<T, TRow>(
        ExportSheet sheet, Result<Filtered<T>> rows, System.Linq.Expressions.Expression<Func<T, TRow>> shape, CancellationToken ct)
        where TRow : IExportRow
    {
        if (rows.Refusal is { } refusal)
        {
            return refusal;
        }

        await sheet.HeaderAsync(TRow.Headers);
        await foreach (var row in rows.Value.Rows.Select(shape).AsAsyncEnumerable().WithCancellation(ct))
        {
            await sheet.WriteAsync(row);
        }

        return sheet.Rows;
    }

    private sealed record Filtered<T>(IQueryable<T> Rows);
}
