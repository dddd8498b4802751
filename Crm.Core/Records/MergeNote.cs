namespace Crm.Core.Records;

/// <summary>What a merge of two records moved, so that it can be undone.</summary>
public abstract class MergeNote
{
    protected MergeNote()
    {
    }

    /// <param name="owner">Whose the kept record is.</param>
    /// <param name="moved">JSON of what was moved.</param>
    private protected MergeNote(Guid owner, OwnedRecord kept, OwnedRecord merged, string moved, Guid by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        OwnerId = owner;
        KeptId = kept.Id;
        MergedId = merged.Id;
        Moved = moved;
        MergedAt = now;
        MergedBy = by;
    }

    public Guid Id { get; private init; }

    public Guid OwnerId { get; private init; }

    public Guid KeptId { get; private init; }

    public Guid MergedId { get; private init; }

    /// <summary>JSON of what was moved; each kind of record has its own.</summary>
    public string Moved { get; private init; } = "{}";

    public DateTimeOffset MergedAt { get; private init; }

    public Guid MergedBy { get; private init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    internal void Undo(DateTimeOffset now) => UndoneAt = now;

    private protected static string Written<T>(T moved) => JsonSerializer.Serialize(moved, JsonSerializerOptions.Web);

    private protected T Read<T>() => JsonSerializer.Deserialize<T>(Moved, JsonSerializerOptions.Web)!;
}
