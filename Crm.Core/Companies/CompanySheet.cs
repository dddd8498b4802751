using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Companies;

/// <summary>A company as its card shows it.</summary>
public sealed record CompanySheet(CompanyDetails Details, CompanyMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record CompanyMore(string? Website, string? Email, decimal? AnnualRevenue, string? RevenueCurrency, int? EmployeeCount, string? Description, Dictionary<string, JsonElement> Custom);

public sealed class CompanySheetHandler(ICrmDb db, ShowCompanyHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    private static readonly Func<DbContext, Guid, CancellationToken, Task<CompanyMore>> More = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Company>().Where(r => r.Id == id).Select(r => new CompanyMore(r.Website, r.Email, r.AnnualRevenue, r.RevenueCurrency, r.EmployeeCount, r.Description == null ? null : r.Description.Substring(0, 501), r.Custom)).Single());

    public async Task<Result<CompanySheet>> HandleAsync(ShowCompany show, CancellationToken ct)
    {
        var details = await records.HandleAsync(show, ct);
        if (details.Refusal is { } refusal)
        {
            return refusal;
        }

        var more = await More(db.Context, show.Id, ct);
        return new CompanySheet(details.Value, more, await extras.ReadAsync(RecordKind.Company, show.Id, details.Value.Company.Version, more.Custom, show.Since, ct));
    }
}
