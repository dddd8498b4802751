using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>A mailbox that shows no mail for longer than is usual for it.</summary>
/// <param name="Since">The last day on which it had some.</param>
/// <param name="WorkingDays">How many whole working days it has had none.</param>
public sealed record QuietMailbox(Guid UserId, DateOnly Since, int WorkingDays);

/// <summary>
/// Mailboxes of a tenant that usually have mail on working days and have none now. Nothing fails where a subscription, a rule or a licence
/// silently keeps mail away: that nothing comes is all there is to see.
/// </summary>
public sealed class QuietMailboxesHandler(ICrmDb db, CapturePolicies policies, TimeProvider clock)
{
    /// <summary>Long enough for a habit, short enough that an old one does not count.</summary>
    private const int Days = 28;

    /// <summary>Working days with mail by which a habit is known.</summary>
    private const int Habit = 10;

    /// <summary>One quiet working day can be a holiday.</summary>
    private const int Holiday = 1;

    private const double Usually = 0.8;

    /// <summary>Days are those of UTC. Who stopped capture of their mailbox is quiet on purpose.</summary>
    public async Task<IReadOnlyList<QuietMailbox>> HandleAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-Days);
        var seen = await db.CaptureLedger.Where(e => e.Kind == LedgerKind.Message && e.DecidedAt >= since)
            .Select(e => new { e.UserId, e.DecidedAt.Year, e.DecidedAt.Month, e.DecidedAt.Day }).Distinct().ToListAsync(ct);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var quiet = new List<QuietMailbox>();
        foreach (var mailbox in seen.GroupBy(s => s.UserId).OrderBy(g => g.Key))
        {
            if (Of(mailbox.Key, [.. mailbox.Select(s => new DateOnly(s.Year, s.Month, s.Day))], today) is { } silent
                && (await policies.OfAsync(mailbox.Key, ct)).IsAutomatic)
            {
                quiet.Add(silent);
            }
        }

        return quiet;
    }

    /// <returns>Null when it is no quieter than it has been before.</returns>
    public static QuietMailbox? Of(Guid userId, IReadOnlyCollection<DateOnly> withMail, DateOnly today)
    {
        var working = withMail.Where(d => IsWorkingDay(d) && d < today).Order().ToList();
        if (working.Count < Habit)
        {
            return null;
        }

        var (first, last) = (working[0], withMail.Max());
        var longest = working.Zip(working.Skip(1), WorkingDaysBetween).Max();
        var isHabit = working.Count >= Usually * (WorkingDaysBetween(first.AddDays(-1), working[^1]) + 1);
        var quiet = WorkingDaysBetween(last, today);
        return isHabit && quiet > Math.Max(longest, Holiday) ? new QuietMailbox(userId, last, quiet) : null;
    }

    /// <summary>Both ends apart.</summary>
    private static int WorkingDaysBetween(DateOnly one, DateOnly other) =>
        Enumerable.Range(one.DayNumber + 1, Math.Max(0, other.DayNumber - one.DayNumber - 1))
        .Count(day => IsWorkingDay(DateOnly.FromDayNumber(day)));

    private static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
