namespace Crm.Core.Editing;

/// <summary>Where a record stands after it was deleted or restored.</summary>
public sealed record RecordState(Guid Id, int Version, bool IsDeleted)
{
    internal static Result<RecordState> Of<T>(Result<T> saved)
        where T : Records.OwnedRecord => saved.Refusal is { } refusal
            ? refusal
            : new RecordState(saved.Value.Id, saved.Value.Version, saved.Value.IsDeleted);
}
