using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Fields;
using Crm.Core.History;

namespace Crm.Core.Companies;

/// <summary>A company as its card shows it.</summary>
public sealed record CompanyPage(CompanyDetails Details, CompanyPageFields More, PageExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record CompanyPageFields(FieldValues<Company> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Company, CompanyPageFields>> Of =
        Company.Fields.All.Read((c, values) => new CompanyPageFields(new FieldValues<Company>(values), c.Custom));
}

public sealed class CompanyPageHandler(ShowCompanyHandler records, PageExtrasReader extras)
{
    public async Task<Result<CompanyPage>> HandleAsync(ShowCompany show, CancellationToken ct) =>
        await (await records.WholeAsync(show.Id, ct)).ThenAsync(async whole => new CompanyPage(
            whole.View, whole.More,
            await extras.ReadAsync(RecordKind.Company, show.Id, whole.View.Company.Version, whole.More.Custom, show.Since, ct)));
}
