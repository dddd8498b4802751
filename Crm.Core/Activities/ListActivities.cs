using Crm.Core.Catalogs;

namespace Crm.Core.Activities;

public sealed record ListActivities(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null)
    : ListQuery(Filter, After, Take, From, Sort, Counts), ICardRequest
{
    public static string Verb => "activities.list";
}

public sealed class ListActivitiesHandler(ICrmDb db, CurrentUser reader, FieldSource fields, ListRecords lists) : IEndsWithItsCounts
{
    public async Task<Result<RecordList<ActivityView>>> HandleAsync(ListActivities list, CancellationToken ct) => await lists.RunAsync(
        db.Activities.NotDeleted(), list, await fields.ActivitiesAsync(ct), ActivityView.Of, ct, ActivityReach.Of(reader));
}
