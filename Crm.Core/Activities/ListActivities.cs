using Crm.Core.Access;
using Crm.Core.Filtering;

namespace Crm.Core.Activities;

public sealed record ListActivities(string? Filter = null, string? After = null, int Take = 5, int From = 1)
{
    public const string Verb = "activities.list";
}

public sealed class ListActivitiesHandler(ICrmDb db, CurrentUser user, People people, TimeProvider clock)
{
    public async Task<Result<RecordList<ActivityView>>> HandleAsync(ListActivities list, CancellationToken ct) => await ListRecords.RunAsync(
        db.Activities.NotDeleted(), new ListQuery(list.Filter, list.After, list.Take, list.From),
        ActivityFields.Catalog(await people.OptionsAsync(ct)), ActivityView.Of, user, clock, ct);
}
