namespace Crm.Core.Editing;

/// <summary>Field by field, mine or theirs. What is not said stays theirs.</summary>
public sealed record SettleConflict(RecordKind Kind, Guid Id, int Version, JsonElement Mine, JsonElement? Take = null) : ICardRequest
{
    public static string Verb => "record.settle";
    public const string MineWord = "mine";
}

public sealed class SettleConflictHandler(FormChanges changes) : IChangesData
{
    /// <summary>The conflict card's choice: what the person wants of both sides, over what stands there now.</summary>
    public async Task<Result<ShowRecord>> HandleAsync(SettleConflict settle, CancellationToken ct)
    {
        var (mine, take) =
            (new FormValues(FormValues.Nest(settle.Mine)), settle.Take is { } chosen ? new FormValues(chosen) : FormValues.None);
        var fields = FormChanges.Fields(FormChanges.Flat(settle.Mine).Where(name => take[name] is SettleConflict.MineWord)
            .ToDictionary(name => name, name => mine[name]));
        return fields.Count == 0 ? new ShowRecord(settle.Kind, settle.Id)
            : await changes.SaveAsync(settle.Kind, new FieldChanges(settle.Id, settle.Version, fields), ct);
    }
}
