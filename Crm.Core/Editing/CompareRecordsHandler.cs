namespace Crm.Core.Editing;

/// <summary>
/// Asks which other record is the same one, the likeliest first; once one is chosen, shows what the merge would make of both.
/// </summary>
/// <param name="db">The tenant's records.</param>
/// <param name="kind">What <typeparamref name="T"/> is called.</param>
/// <param name="view">How a record is seen.</param>
/// <param name="reader">Who compares.</param>
/// <param name="custom">The tenant's own fields.</param>
public abstract class CompareRecordsHandler<T, TView>(
    ICrmDb db, RecordKind kind, Expression<Func<T, TView>> view, CurrentUser reader, TenantFields custom)
    where T : OwnedRecord, IMergeable<T>
    where TView : class, IRecordView
{
    /// <summary>More are counted as "many".</summary>
    protected const int MostCounted = 1000;

    private const int MostOffered = 30;

    protected ICrmDb Db { get; } = db;

    protected CurrentUser Reader { get; } = reader;

    private string What => RecordWords.Singular(kind);

    /// <param name="id">The record that stays.</param>
    /// <param name="mergeId">The other one, as it was chosen; null while none was.</param>
    /// <param name="ct">Cancels the reading.</param>
    protected async Task<Result<MergePreview<TView>>> CompareAsync(Guid id, string? mergeId, CancellationToken ct)
    {
        if (await SeenAsync(id, ct) is not { } kept)
        {
            return Refusal.NotFound(What);
        }

        var (merged, why) = await ChosenAsync(id, mergeId, ct);
        if (merged is null)
        {
            return new MergePreview<TView>(kept, null, [], [], new MergeCounts(0, 0), await OthersAsync(kept, ct), why);
        }

        var (other, fields) = (merged.Id, await custom.OfAsync(kind, ct));
        var both = await Db.Set<T>().AsNoTracking().Where(r => r.Id == id || r.Id == other).ToListAsync(ct);
        var (filled, dropped) = both.Single(r => r.Id == id).Compare(both.Single(r => r.Id == other));
        return new MergePreview<TView>(kept, merged, Read(filled), Read(dropped), await CountAsync(other, ct), [], null);

        IReadOnlyList<MergeLine> Read(IReadOnlyList<MergeLine> lines) =>
            [.. lines.Select(l => IsCustom(l) ? CustomLine(l, fields) : Say(l, kept, merged)).OfType<MergeLine>()];
    }

    /// <summary>A declared field's line as people read it.</summary>
    protected abstract MergeLine Say(MergeLine line, TView kept, TView merged);

    /// <summary>What points at the record that goes up in the other.</summary>
    protected abstract Task<MergeCounts> CountAsync(Guid merged, CancellationToken ct);

    /// <summary>Those that look the same, and then those that any form would offer.</summary>
    protected abstract Task<IEnumerable<Choice>> LikelyAsync(TView kept, CancellationToken ct);

    /// <summary>A record's name, and what tells it from others of that name.</summary>
    protected static Choice Other(Guid id, string name, string? detail) =>
        new(string.IsNullOrEmpty(detail) ? name : $"{name} ({detail})", id.ToString());

    private Task<TView?> SeenAsync(Guid id, CancellationToken ct) =>
        Db.Set<T>().NotDeleted().Where(r => r.Id == id).Select(view).SingleOrDefaultAsync(ct);

    private async Task<(TView? Merged, Refusal? Why)> ChosenAsync(Guid kept, string? typed, CancellationToken ct)
    {
        var check = new InputReader();
        var id = check.Id("mergeId", typed, $"a {What}");
        if (id == kept)
        {
            check.Fail("mergeId", $"This is the same {What}. Please choose the other one.");
        }

        var merged = id is { } other && other != kept ? await SeenAsync(other, ct) : null;
        if (id is not null && check.Refusal is null && merged is null)
        {
            check.Fail("mergeId", Refusal.NoSuch(What));
        }

        return (merged, check.Refusal);
    }

    private async Task<IReadOnlyList<Choice>> OthersAsync(TView kept, CancellationToken ct) =>
        [.. (await LikelyAsync(kept, ct)).Where(c => c.Value != kept.Id.ToString()).DistinctBy(c => c.Value).Take(MostOffered)];

    private static bool IsCustom(MergeLine line) => line.Field.StartsWith(MergeLine.CustomPlace, StringComparison.Ordinal);

    /// <returns>Null for a value whose field is no longer defined: it goes along, but no card shows it.</returns>
    private MergeLine? CustomLine(MergeLine line, IReadOnlyList<CustomFieldDefinition> fields)
    {
        var field = fields.FirstOrDefault(f => MergeLine.CustomPlace + f.FieldName == line.Field);
        return field is null
            ? null
            : new MergeLine(line.Field, line.Kept is null ? null : Told(line.Kept), Told(line.Other) ?? line.Other, field.Label);

        string? Told(string json) => CustomFacts.Say(
            field, JsonSerializer.Deserialize<JsonElement>(json, JsonSerializerOptions.Default), new ReaderFormat(Reader));
    }
}
