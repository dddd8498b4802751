using Crm.Core.Editing;

namespace Crm.Core.ChatCommands;

/// <summary>
/// "restore Twelve vans": the one record of that name that the person deleted in the past 30 days comes back; of several they choose.
/// </summary>
public sealed record RestoreByName(string? Name = null) : ICardRequest
{
    public static string Verb => "record.restore-named";
}

/// <param name="Restored">Null when several fit, or none.</param>
/// <param name="Choice">Among which to choose then.</param>
public sealed record RestoredByName(ShowRecord? Restored, DeletedRecords Choice);

public sealed class RestoreByNameHandler(OwnDeletedRecords deleted, RestoreRecordHandler restore, TimeProvider clock) : IChangesData
{
    public async Task<Result<RestoredByName>> HandleAsync(RestoreByName ask, CancellationToken ct)
    {
        var name = ask.Name?.Trim() ?? "";
        var all = await deleted.NewestAsync(OwnDeletedRecords.Most, ct);
        var exact = all.Where(r => ComparisonKey.Of(r.Name) == ComparisonKey.Of(name)).ToList();
        var meant = exact.Count > 0
            ? exact
            : [.. all.Where(r => ComparisonKey.Of(r.Name).Contains(ComparisonKey.Of(name), StringComparison.Ordinal))];
        if (meant is not [var only])
        {
            return new RestoredByName(
                null, new DeletedRecords(new ShowDeleted(), name, [.. meant.Take(ShowDeletedHandler.OnePage)],
                    meant.Count > ShowDeletedHandler.OnePage, clock.GetUtcNow()));
        }

        var back = await restore.HandleAsync(new RestoreRecord(only.Kind, only.Id), ct);
        return back.Refusal is { } refusal ? refusal
            : new RestoredByName(
                new ShowRecord(only.Kind, only.Id), new DeletedRecords(new ShowDeleted(), name, [], false, clock.GetUtcNow()));
    }
}
