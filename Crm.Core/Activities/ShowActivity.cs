using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Activities;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowActivity(Guid Id, int? Since = null) : ICardRequest
{
    public static string Verb => "activity.show";
}

/// <summary>An activity with what a line of a timeline leaves out, and whom it can be given to.</summary>
public sealed record ActivityDetails(
    ActivityView Activity, Priority Priority, Guid? AssignedToId, string? AssignedTo, DateTimeOffset? CompletedAt, int? Minutes,
    string? Location, string? Body, IReadOnlyList<Choice> People, PageExtras Extras)
{
    /// <summary>Why it was cancelled.</summary>
    public string? CancelReason { get; init; }

    /// <summary>There are words that the reader may not read.</summary>
    public bool IsWithheld { get; init; }
}

public sealed class ShowActivityHandler(ICrmDb db, FormSource forms, PageExtrasReader extras)
{
    public async Task<Result<ActivityDetails>> HandleAsync(ShowActivity show, CancellationToken ct)
    {
        var activity = await db.Activities.NotDeleted().Where(a => a.Id == show.Id).Select(ActivityView.Of).SingleOrDefaultAsync(ct);
        if (activity is null)
        {
            return Refusal.NotFound("activity");
        }

        var more = await db.Activities.Where(a => a.Id == show.Id)
            .Select(a => new
            {
                a.Priority, a.AssignedToId, AssignedTo = a.AssignedTo!.Name ?? a.AssignedTo.Email, a.CompletedAt,
                a.DurationMinutes, a.Location, Body = a.Body == null ? null : a.Body.Substring(0, 1001), a.Custom,
                a.CancelReason, a.Visibility,
            })
            .SingleAsync(ct);
        var words = more.Visibility is ItemVisibility.Full ? null
            : await db.WithheldWords.AsNoTracking().SingleOrDefaultAsync(w => w.ActivityId == show.Id, ct);
        return new ActivityDetails(
            words?.Into(activity) ?? activity, more.Priority, more.AssignedToId, more.AssignedTo, more.CompletedAt,
            words?.DurationMinutes ?? more.DurationMinutes, words?.Location ?? more.Location, words?.Body ?? more.Body,
            await forms.PeopleAsync(more.AssignedToId?.ToString(), ct),
            await extras.ReadAsync(RecordKind.Activity, new PageHead(show.Id, activity.Version, more.Custom), show.Since, ct))
        {
            CancelReason = more.CancelReason, IsWithheld = more.Visibility is not ItemVisibility.Full && words is null,
        };
    }
}
