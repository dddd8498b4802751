using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.Companies;

/// <summary>A company as its card shows it.</summary>
public sealed record CompanySheet(CompanyDetails Details, CompanyMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record CompanyMore(FieldValues<Company> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Company, CompanyMore>> Of =
        Company.Fields.All.Read((c, values) => new CompanyMore(new FieldValues<Company>(values), c.Custom));
}

public sealed class CompanySheetHandler(ShowCompanyHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    public async Task<Result<CompanySheet>> HandleAsync(ShowCompany show, CancellationToken ct)
    {
        var record = await records.WholeAsync(show.Id, ct);
        if (record.Refusal is { } refusal)
        {
            return refusal;
        }

        var (details, more) = record.Value;
        return new CompanySheet(details, more, await extras.ReadAsync(RecordKind.Company, show.Id, details.Company.Version, more.Custom, show.Since, ct));
    }
}
