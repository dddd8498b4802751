using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.CustomFields;
using Crm.Core.Fields;

namespace Crm.Core.Editing;

/// <summary>Which other record is the same one, as somebody chose it.</summary>
/// <param name="Merged">The other one; null while none was chosen.</param>
/// <param name="Why">What is wrong with what was chosen.</param>
internal sealed record MergeChoice<TView>(TView? Merged, Refusal? Why)
    where TView : class
{
    /// <param name="records">Those that it may be.</param>
    /// <param name="view">How it is seen.</param>
    /// <param name="what">For people: "company".</param>
    /// <param name="kept">The one that stays.</param>
    /// <param name="typed">The chosen one's id.</param>
    /// <param name="ct">Cancels the reading.</param>
    public static async Task<MergeChoice<TView>> ReadAsync<T>(
        IQueryable<T> records, Expression<Func<T, TView>> view, string what, Guid kept, string? typed, CancellationToken ct)
        where T : OwnedRecord
    {
        var check = new InputReader();
        var id = check.Id("mergeId", typed, $"a {what}");
        if (id == kept)
        {
            check.Fail("mergeId", $"This is the same {what}. Please choose the other one.");
        }

        var merged = id is { } other && other != kept
            ? await records.NotDeleted().Where(r => r.Id == other).Select(view).SingleOrDefaultAsync(ct)
            : null;
        if (id is not null && check.Refusal is null && merged is null)
        {
            check.Fail("mergeId", Refusal.NoSuch(what));
        }

        return new MergeChoice<TView>(merged, check.Refusal);
    }
}

/// <summary>What the questions of a merge show, whatever kind the records are of.</summary>
internal static class MergeChoice
{
    /// <summary>More are counted as "many".</summary>
    public const int MostCounted = 1000;

    private const int MostOffered = 30;

    /// <summary>Those that look the same first, then those that any form would offer.</summary>
    public static IReadOnlyList<Choice> Others(Guid kept, IEnumerable<Choice> alike, IEnumerable<Choice> offered) =>
        [.. alike.Concat(offered).Where(c => c.Value != kept.ToString()).DistinctBy(c => c.Value).Take(MostOffered)];

    /// <summary>A record's name, and what tells it from others of that name.</summary>
    public static Choice Other(Guid id, string name, string? detail) =>
        new(string.IsNullOrEmpty(detail) ? name : $"{name} ({detail})", id.ToString());

    /// <summary>The lines as they are read; custom fields with their labels, all others as <paramref name="say"/> says.</summary>
    public static IReadOnlyList<MergeLine> Lines(
        IReadOnlyList<MergeLine> lines, IReadOnlyList<CustomFieldDefinition> custom, CurrentUser reader, Func<MergeLine, MergeLine> say) =>
        [.. lines.Select(line => line.Field.StartsWith(MergeLine.CustomPlace, StringComparison.Ordinal)
            ? Custom(line, custom.FirstOrDefault(f => MergeLine.CustomPlace + f.FieldName == line.Field), reader)
            : say(line)).OfType<MergeLine>()];

    /// <returns>Null for a value whose field is no longer defined: it goes along, but no card shows it.</returns>
    private static MergeLine? Custom(MergeLine line, CustomFieldDefinition? field, CurrentUser reader)
    {
        return field is null
            ? null
            : new MergeLine(line.Field, line.Kept is null ? null : Say(line.Kept), Say(line.Other) ?? line.Other, field.Label);

        string? Say(string json) => CustomFacts.Say(
            field, JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default), new ReaderFormat(reader));
    }
}
