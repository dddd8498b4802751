using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Choices;
using Crm.Core.CustomFields;
using Crm.Core.Database;
using Crm.Core.Fields;
using Crm.Core.Input;
using Crm.Core.Records;
using Crm.Core.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>
/// Asks which other contact is the same person, the likeliest first; once one is chosen, shows what the merge would make of both.
/// </summary>
/// <param name="Id">The contact that stays.</param>
/// <param name="MergeId">The one that goes up in it; null while nobody was chosen.</param>
public sealed record ChooseMerge(Guid Id, string? MergeId = null) : ICardRequest
{
    public static string Verb => "contact.merge";
}

/// <param name="Kept">As it would be afterwards.</param>
/// <param name="Merged">As it is now; null while nobody was chosen.</param>
/// <param name="Filled">Fields that the kept one has empty and takes from the other.</param>
/// <param name="Dropped">Fields in which both differ: the kept one's stands, the other's is shown here for the last time.</param>
/// <param name="Others">Whom it could be, while nobody was chosen.</param>
public sealed record MergePreview(
    ContactView Kept, ContactView? Merged, IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped, int Activities, int Deals,
    IReadOnlyList<Choice> Others, Refusal? Why);

public sealed class ChooseMergeHandler(ICrmDb db, RecordChoices records, ISearchIndex index, CurrentUser reader, TenantChoicesCache choices)
    : IReadsOneSnapshot
{
    /// <summary>More are counted as "many".</summary>
    private const int MostCounted = 1000;

    private const int Alike = 20;
    private const int MostOffered = 30;

    public async Task<Result<MergePreview>> HandleAsync(ChooseMerge choose, CancellationToken ct)
    {
        var kept = await db.Contacts.NotDeleted().Where(c => c.Id == choose.Id).Select(ContactView.Of).SingleOrDefaultAsync(ct);
        if (kept is null)
        {
            return Refusal.NotFound("contact");
        }

        var check = new InputReader();
        var id = check.Id("mergeId", choose.MergeId, "a contact");
        if (id == choose.Id)
        {
            check.Fail("mergeId", "This is the same contact. Please choose the other one.");
        }

        var merged = id is { } other && other != choose.Id
            ? await db.Contacts.NotDeleted().Where(c => c.Id == other).Select(ContactView.Of).SingleOrDefaultAsync(ct)
            : null;
        if (id is not null && check.Refusal is null && merged is null)
        {
            check.Fail("mergeId", "This contact is not there, or is not yours to see.");
        }

        return merged is null
            ? new MergePreview(kept, null, [], [], 0, 0, await LikelyAsync(kept, ct), check.Refusal)
            : await PreviewAsync(kept, merged, ct);
    }

    private async Task<MergePreview> PreviewAsync(ContactView kept, ContactView merged, CancellationToken ct)
    {
        var both = await db.Contacts.AsNoTracking().Where(c => c.Id == kept.Id || c.Id == merged.Id).ToListAsync(ct);
        var fields = (await choices.GetAsync(db, reader, ct)).CustomFieldsOf("contact");
        var (filled, dropped) = both.Single(c => c.Id == kept.Id).Compare(both.Single(c => c.Id == merged.Id));
        return new MergePreview(
            kept, merged, [.. filled.Select(Named).OfType<MergeLine>()], [.. dropped.Select(Named).OfType<MergeLine>()],
            await db.Activities.NotDeleted().Where(a => a.ContactId == merged.Id).Take(MostCounted).CountAsync(ct),
            await db.Deals.NotDeleted().Where(d => d.ContactId == merged.Id).Take(MostCounted).CountAsync(ct),
            [], null);

        MergeLine? Named(MergeLine line) => line.Field switch
        {
            var name when name == Contact.Fields.Company.Name => line with { Kept = kept.Company, Other = merged.Company ?? "another one" },
            var field when field.StartsWith(MergeLine.CustomPlace, StringComparison.Ordinal) =>
                CustomLine(fields.FirstOrDefault(f => MergeLine.CustomPlace + f.FieldName == field), line),
            _ => line,
        };
    }

    /// <returns>Null for a value whose field is no longer defined: it goes along, but no card shows it.</returns>
    private MergeLine? CustomLine(CustomFieldDefinition? field, MergeLine line) =>
        field is null ? null
        : new MergeLine(line.Field, line.Kept is null ? null : Say(field, line.Kept), Say(field, line.Other) ?? line.Other, field.Label);

    private string? Say(CustomFieldDefinition field, string json) =>
        CustomFacts.Say(field, JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default), new ReaderFormat(reader));

    /// <summary>Namesakes first, then those whom any form would offer.</summary>
    private async Task<IReadOnlyList<Choice>> LikelyAsync(ContactView kept, CancellationToken ct)
    {
        var alike = (await index.FindAsync(kept.Name, Alike, ct)).Hits.Where(h => h.Kind is HitKind.Contact)
            .Select(h => new Choice(string.IsNullOrEmpty(h.Detail) ? h.Title : $"{h.Title} ({h.Detail})", h.Id.ToString()));
        return [.. alike.Concat(await records.ContactsAsync(null, ct)).Where(c => c.Value != kept.Id.ToString()).DistinctBy(c => c.Value)
            .Take(MostOffered)];
    }
}
