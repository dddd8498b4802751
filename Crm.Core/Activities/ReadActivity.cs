namespace Crm.Core.Activities;

/// <summary>One activity, as lists and timelines show it.</summary>
public sealed record ReadActivity(Guid Id);

public sealed class ReadActivityHandler(ICrmDb db)
{
    public async Task<Result<ActivityView>> HandleAsync(ReadActivity asked, CancellationToken ct) =>
        await db.Activities.NotDeleted().Where(a => a.Id == asked.Id).Select(ActivityView.Of).SingleOrDefaultAsync(ct) is { } found
        ? await WithheldWords.ReadAsync(db, found, ct)
        : Refusal.NotFound("activity");
}
