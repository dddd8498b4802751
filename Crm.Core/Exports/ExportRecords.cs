using Crm.Core.Activities;
using Crm.Core.Catalogs;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Exports;

/// <summary>
/// Writes a filtered list as CSV, with the rights of the person who asks, from one snapshot, row after row as the database sends them: a
/// million rows take no more memory than ten. The columns are those an import understands, so that a file that comes back changes nothing.
/// </summary>
public sealed class ExportRecords(IServiceScopeFactory scopes)
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
        await db.BeginAsync(reader, UseCaseKind.Read, ct);
        var fields = scope.ServiceProvider.GetRequiredService<FieldSource>();
        var context = await fields.GetAsync(ct);
        if (!await db.HoldsAsync(ct))
        {
            context = await fields.GetAsync(ct);
        }

        var kind = Enum.GetValues<RecordKind>().Single(k => RecordWords.Plural(k) == entity);
        var sheet = new ExportSheet(output, context.Choices.CustomFieldsOf(RecordWords.Singular(kind)));
        return kind switch
        {
            RecordKind.Company =>
                await WriteAsync(
                    sheet, Rows(db.CompaniesInListsOf(reader), CompanyFields.Catalog(context), context, reader, where), CompanyRow.Of, ct),
            RecordKind.Contact =>
                await WriteAsync(
                    sheet, Rows(db.ContactsInListsOf(reader), ContactFields.Catalog(context), context, reader, where), ContactRow.Of, ct),
            RecordKind.Deal => await WriteAsync(sheet, Rows(db.Deals, DealFields.Catalog(context), context, reader, where), DealRow.Of, ct),
            RecordKind.Activity =>
                await WriteAsync(sheet, Rows(db.Activities, ActivityFields.Catalog(context), context, reader, where), ActivityRow.Of, ct),
        };
    }

    private static Result<Filtered<T>> Rows<T>(
        IQueryable<T> all, FieldCatalog<T> catalog, FieldContext context, CurrentUser reader, string? where)
        where T : OwnedRecord
    {
        var (parsed, error) = FilterParser<T>.Parse(where, catalog, reader.Locale);
        if (parsed is null)
        {
            return Refusal.Invalid(
                new FieldError("where", $"{error!.Message} (at “{where?[Math.Min(error.Position, where.Length)..]}”)"));
        }

        var rows = all.AsNoTracking().NotDeleted();
        rows = parsed.Filter is null ? rows : rows.Where(new FilterCompiler<T>(context.Clock).Compile(parsed.Filter));
        var keyset =
            new Keyset<T>(parsed.Sort.Count > 0 ? parsed.Sort : [new(catalog.DefaultSort, catalog.DefaultDescending)], catalog.Id);
        return new Filtered<T>([.. keyset.Phases.Select(phase => keyset.Order(keyset.In(rows, phase), phase))]);
    }

    private static async Task<Result<long>> WriteAsync<T, TRow>(
        ExportSheet sheet, Result<Filtered<T>> rows, System.Linq.Expressions.Expression<Func<T, TRow>> shape, CancellationToken ct)
        where TRow : IExportRow<TRow>
    {
        if (rows.Refusal is { } refusal)
        {
            return refusal;
        }

        await sheet.HeaderAsync<TRow>();
        foreach (var run in rows.Value.Runs)
        {
            await foreach (var row in run.Select(shape).AsAsyncEnumerable().WithCancellation(ct))
            {
                await sheet.WriteAsync(row);
            }
        }

        return sheet.Rows;
    }

    /// <param name="Runs">One after the other: rows with a sort value, rows without.</param>
    private sealed record Filtered<T>(IReadOnlyList<IQueryable<T>> Runs);
}
