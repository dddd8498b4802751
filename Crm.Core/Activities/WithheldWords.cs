namespace Crm.Core.Activities;

/// <summary>
/// What of a captured item not everybody may read. Who may not, finds no row: the database keeps it from them. What is not withheld is null
/// here and stands in the activity.
/// </summary>
public sealed class WithheldWords
{
    /// <summary>In the place of a withheld subject.</summary>
    private static readonly string[] Neutral = ["E-mail", "Meeting"];

    public Guid ActivityId { get; private init; }

    public string? Subject { get; private init; }

    public string? Body { get; private init; }

    public string? Location { get; private init; }

    public string? SourceLink { get; private init; }

    public Direction? Direction { get; private init; }

    /// <summary>When it happened, where only the day is told to others.</summary>
    public DateTimeOffset? OccurredAt { get; private init; }

    public DateOnly? OccurredOn { get; private init; }

    public DateTimeOffset? EndsAt { get; private init; }

    public int? DurationMinutes { get; private init; }

    public ActivityView Into(ActivityView activity) => activity with
    {
        Subject = Subject ?? activity.Subject, Body = Body?[..Math.Min(Body.Length, 255)] ?? activity.Body,
        Direction = Direction ?? activity.Direction, OccurredAt = OccurredAt ?? activity.OccurredAt,
        OccurredOn = OccurredAt is null ? activity.OccurredOn : OccurredOn,
    };

    public static async Task<ActivityView> ReadAsync(ICrmDb db, ActivityView activity, CancellationToken ct) =>
        activity.IsCaptured
            && await db.WithheldWords.AsNoTracking().SingleOrDefaultAsync(w => w.ActivityId == activity.Id, ct) is { } words
        ? words.Into(activity)
        : activity;

    /// <summary>A timeline with the words that its reader may read; it costs a question only where subjects are withheld.</summary>
    public static async Task<IReadOnlyList<ActivityView>> ReadAsync(ICrmDb db, IReadOnlyList<ActivityView> timeline, CancellationToken ct)
    {
        List<Guid> withheld = [.. timeline.Where(a => a.IsCaptured && Neutral.Contains(a.Subject)).Select(a => a.Id)];
        if (withheld.Count == 0)
        {
            return timeline;
        }

        var words = await db.WithheldWords.AsNoTracking().Where(w => withheld.Contains(w.ActivityId))
            .ToDictionaryAsync(w => w.ActivityId, ct);
        return [.. timeline.Select(a => words.GetValueOrDefault(a.Id)?.Into(a) ?? a)];
    }
}
