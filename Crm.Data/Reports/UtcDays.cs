using Crm.Core.Reports;

namespace Crm.Data.Reports;

/// <summary>
/// A span taken apart: whole UTC days, which the daily aggregates know, and the hours before and after them, which are read from the rows.
/// So a reader's days are exact in every zone, at the price of at most two days' rows.
/// </summary>
internal sealed record UtcDays(DateOnly From, DateOnly Until, IReadOnlyList<MomentSpan> Edges)
{
    public bool Any => From < Until;

    public static UtcDays Of(MomentSpan span)
    {
        var (from, until) = (span.From.UtcDateTime, span.Until.UtcDateTime);
        var first = from.Date == from ? from.Date : from.Date.AddDays(1);
        var last = until.Date;
        return first < last
            ? new UtcDays(DateOnly.FromDateTime(first), DateOnly.FromDateTime(last), [.. Rest(from, first), .. Rest(last, until)])
            : new UtcDays(default, default, [.. Rest(from, until)]);
    }

    private static IEnumerable<MomentSpan> Rest(DateTime from, DateTime until) => from < until
        ? [new MomentSpan(Utc(from), Utc(until))]
        : [];

    private static DateTimeOffset Utc(DateTime moment) => new(moment, TimeSpan.Zero);
}
