using System.Globalization;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Choices;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Database;
using Crm.Core.Fields;
using Crm.Core.Input;
using Crm.Core.Records;
using Crm.Core.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Companies;

/// <summary>
/// Asks which other record is the same company, the likeliest first; once one is chosen, shows what the merge would make of both.
/// </summary>
/// <param name="Id">The company that stays.</param>
/// <param name="MergeId">The one that goes up in it; null while none was chosen.</param>
public sealed record ChooseCompanyMerge(Guid Id, string? MergeId = null) : ICardRequest
{
    public static string Verb => "company.merge";
}

/// <param name="Kept">As it would be afterwards.</param>
/// <param name="Merged">As it is now; null while none was chosen.</param>
/// <param name="Filled">Fields that the kept one has empty and takes from the other.</param>
/// <param name="Dropped">Fields in which both differ: the kept one's stands, the other's is shown here for the last time.</param>
/// <param name="Counts">How many contacts, deals and activities go over.</param>
/// <param name="Others">Which it could be, while none was chosen.</param>
public sealed record CompanyMergePreview(
    CompanyView Kept, CompanyView? Merged, IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped,
        (int Contacts, int Deals, int Activities) Counts,
    IReadOnlyList<Choice> Others, Refusal? Why);

public sealed class ChooseCompanyMergeHandler(ICrmDb db, RecordChoices records, CompanyDuplicates doubles, CurrentUser reader,
    TenantChoicesCache choices) : IReadsOneSnapshot
{
    /// <summary>More are counted as "many".</summary>
    private const int MostCounted = 1000;

    private const int MostOffered = 30;

    public async Task<Result<CompanyMergePreview>> HandleAsync(ChooseCompanyMerge choose, CancellationToken ct)
    {
        var kept = await db.Companies.NotDeleted().Where(c => c.Id == choose.Id).Select(CompanyView.Of).SingleOrDefaultAsync(ct);
        if (kept is null)
        {
            return Refusal.NotFound("company");
        }

        var check = new InputReader();
        var id = check.Id("mergeId", choose.MergeId, "a company");
        if (id == choose.Id)
        {
            check.Fail("mergeId", "This is the same company. Please choose the other one.");
        }

        var merged = id is { } other && other != choose.Id ? await db.Companies.NotDeleted().Where(c => c.Id == other)
            .Select(CompanyView.Of).SingleOrDefaultAsync(ct) : null;
        if (id is not null && check.Refusal is null && merged is null)
        {
            check.Fail("mergeId", "This company is not there, or is not yours to see.");
        }

        return merged is null
            ? new CompanyMergePreview(kept, null, [], [], default, await LikelyAsync(kept, ct), check.Refusal)
            : await PreviewAsync(kept, merged, ct);
    }

    private async Task<CompanyMergePreview> PreviewAsync(CompanyView kept, CompanyView merged, CancellationToken ct)
    {
        var both = await db.Companies.AsNoTracking().Where(c => c.Id == kept.Id || c.Id == merged.Id).ToListAsync(ct);
        var fields = (await choices.GetAsync(db, reader, ct)).CustomFieldsOf("company");
        var (filled, dropped) = both.Single(c => c.Id == kept.Id).Compare(both.Single(c => c.Id == merged.Id));
        return new CompanyMergePreview(
            kept, merged, [.. filled.Select(Named).OfType<MergeLine>()], [.. dropped.Select(Named).OfType<MergeLine>()],
            (await db.Contacts.NotDeleted().Where(c => c.CompanyId == merged.Id).Take(MostCounted).CountAsync(ct),
                await db.Deals.NotDeleted().Where(d => d.CompanyId == merged.Id).Take(MostCounted).CountAsync(ct),
                await db.Activities.NotDeleted().Where(a => a.CompanyId == merged.Id).Take(MostCounted).CountAsync(ct)),
            [], null);

        MergeLine? Named(MergeLine line) => line.Field switch
        {
            var name when name == Company.Fields.Revenue.Name => line with { Kept = Revenue(line.Kept), Other = Revenue(line.Other)! },
            var field when field.StartsWith(MergeLine.CustomPlace, StringComparison.Ordinal) =>
                CustomLine(fields.FirstOrDefault(f => MergeLine.CustomPlace + f.FieldName == field), line),
            _ => line,
        };
    }

    private string? Revenue(string? revenue) => revenue?.Split(' ') is [var amount, .. var currency]
        ? new ReaderFormat(reader).Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency is [var code]
            ? code : reader.Tenant.DefaultCurrency)
        : null;

    /// <returns>Null for a value whose field is no longer defined: it goes along, but no card shows it.</returns>
    private MergeLine? CustomLine(CustomFieldDefinition? field, MergeLine line) =>
        field is null ? null : new MergeLine(line.Field, line.Kept is null ? null : Say(field, line.Kept),
            Say(field, line.Other) ?? line.Other, field.Label);

    private string? Say(CustomFieldDefinition field, string json) =>
        CustomFacts.Say(field, JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default), new ReaderFormat(reader));

    /// <summary>Those that look the same first, then those that any form would offer.</summary>
    private async Task<IReadOnlyList<Choice>> LikelyAsync(CompanyView kept, CancellationToken ct)
    {
        var alike = (await doubles.FindAsync(new CompanyIdentity(kept.Name, kept.Domain, kept.Website), ct))
            .Select(d => new Choice(string.IsNullOrEmpty(d.Detail) ? d.Name : $"{d.Name} ({d.Detail})", d.Id.ToString()));
        return [.. alike.Concat(await records.CompaniesAsync(null, ct)).Where(c => c.Value != kept.Id.ToString()).DistinctBy(c => c.Value)
            .Take(MostOffered)];
    }
}
