namespace Crm.Core.Times;

internal sealed partial class TimeMeaning
{
    private (DateOnly? Day, string? Why) DayOf(SaidDay said, bool hasClock) => said switch
    {
        SaidDay.FromToday day => (clock.Today.AddDays(day.Days), null),
        SaidDay.OnWeekday day => Weekday(day, hasClock),
        SaidDay.OfWeek day => (WeekStart((int)day.Week).AddDays(((int)day.Day + 6) % 7), null),
        SaidDay.OnDate date => Date(date),
        SaidDay.OnDayOfMonth day => OfMonth(day),
        SaidDay.InMonth month => Month(month),
        SaidDay.OfUnit { Step: Step.This } or SaidDay.OfUnit { Step: Step.Last }
            when tense is not Tense.Either => (null, "Which day is meant?"),
        SaidDay.OfUnit of => (UnitStart(of.Unit, of.Step), null),
        SaidDay.AtEdge edge => AtEdge(edge),
        SaidDay.Weekend weekend => (Weekend(weekend.Step), null),
        SaidDay.Counted counted => Counted(counted),
        _ => throw new InvalidOperationException($"Unknown day {said.GetType().Name}."),
    };

    /// <summary>
    /// A weekday is the next one, never today; for what happened the last one. "Next Friday" said on a Monday has two meanings.
    /// </summary>
    private (DateOnly?, string?) Weekday(SaidDay.OnWeekday said, bool hasClock)
    {
        var ahead = ((int)said.Day - (int)clock.Today.DayOfWeek + 7) % 7;
        var coming = clock.Today.AddDays(ahead == 0 ? 7 : ahead).AddDays(7 * said.Weeks);
        if (tense is Tense.Behind && said.Step is null or Step.Last or Step.This)
        {
            return (clock.Today.AddDays(ahead == 0 ? -7 : ahead - 7), null);
        }

        if (said.Step is Step.Last)
        {
            return (clock.Today.AddDays(ahead == 0 ? -7 : ahead - 7), null);
        }

        if (said.Step is Step.Next && coming < WeekStart(1))
        {
            return tense is Tense.Either ? (coming.AddDays(7), null)
                : (null, $"Is {clock.Say(coming)} or {clock.Say(coming.AddDays(7))} meant?");
        }

        return (said.Step is Step.This && ahead == 0 && !hasClock ? clock.Today : coming, null);
    }

    private (DateOnly?, string?) Date(SaidDay.OnDate date)
    {
        if (date.Year is { } year)
        {
            return Valid(date.IsShortYear ? TwoDigitYear.InFull(year, clock.Today) : year, date.Month, date.Day) is not { } exact
                ? (null, "There is no such day.") : Fits(exact, date.Weekday);
        }

        // A leap year stands in, so that 29 February is read at all.
        if (Valid(2000, date.Month, date.Day) is null)
        {
            return (null, "There is no such day.");
        }

        var days = Enumerable.Range(-8, 17).Select(y => Valid(clock.Today.Year + y, date.Month, date.Day)).OfType<DateOnly>();
        return Fits(
            tense switch
            {
                Tense.Behind => days.Last(d => d <= clock.Today),
                _ => days.First(d => d >= clock.Today),
            },
            date.Weekday);
    }

    private (DateOnly?, string?) Fits(DateOnly day, DayOfWeek? weekday) => weekday is { } said && day.DayOfWeek != said
        && tense is not Tense.Either
        ? (null, $"The date is {clock.Say(day)}: day and date do not fit.")
        : (day, null);

    private (DateOnly?, string?) OfMonth(SaidDay.OnDayOfMonth said)
    {
        var months = Enumerable.Range(0, 13).Select(i => clock.Today.AddMonths(tense is Tense.Behind ? -i : i))
            .Select(m => Valid(m.Year, m.Month, said.Day)).OfType<DateOnly>();
        var day = months.Where(d => tense is Tense.Behind ? d <= clock.Today : d >= clock.Today).Cast<DateOnly?>().FirstOrDefault();
        return day is { } found ? Fits(found, said.Weekday) : (null, "There is no such day.");
    }

    private (DateOnly?, string?) Month(SaidDay.InMonth said)
    {
        var year = said.Year ?? clock.Today.Year;
        if (year is < EarliestYear or > LatestYear)
        {
            return (null, "There is no such day.");
        }

        var day = In(year);
        return (said.Year is null && tense is not Tense.Behind && day < clock.Today
            ? In(year + 1)
            : said.Year is null && tense is Tense.Behind && day > clock.Today ? In(year - 1) : day, null);

        DateOnly In(int y) =>
            new(y, said.Month, said.Edge switch { Edge.Start => 1, Edge.Middle => 15, _ => DateTime.DaysInMonth(y, said.Month) });
    }

    private (DateOnly?, string?) AtEdge(SaidDay.AtEdge said)
    {
        var start = UnitStart(said.Unit, said.Step);
        var day = said.Edge switch
        {
            Edge.Start => start,
            Edge.End when said.Unit is TimeUnit.Week => start.AddDays(4),
            Edge.End => UnitStart(said.Unit, said.Step, 1).AddDays(-1),
            Edge.Middle when said.Unit is TimeUnit.Week => start.AddDays(2),
            Edge.Middle when said.Unit is TimeUnit.Month => start.AddDays(14),
            Edge.Middle when said.Unit is TimeUnit.Year => new DateOnly(start.Year, 7, 1),
            _ => start.AddDays(45),
        };
        return (day, null);
    }

    private (DateOnly?, string?) Counted(SaidDay.Counted said)
    {
        var n = (int)said.Amount;
        var today = clock.Today;
        return said.Unit switch
        {
            TimeUnit.Day => (today.AddDays(n), null),
            TimeUnit.Week => (today.AddDays(7 * n), null),
            TimeUnit.Fortnight => (today.AddDays(14 * n), null),
            TimeUnit.Month when Math.Abs(n) <= 1200 => (today.AddMonths(n), null),
            TimeUnit.Quarter when Math.Abs(n) <= 400 => (today.AddMonths(3 * n), null),
            TimeUnit.Year when Math.Abs(n) <= 100 => (today.AddYears(n), null),
            _ => (null, "There is no such day."),
        };
    }

    private DateOnly Weekend(Step step)
    {
        var ahead = ((int)DayOfWeek.Saturday - (int)clock.Today.DayOfWeek + 7) % 7;
        var coming = clock.Today.AddDays(ahead);
        return step switch
        {
            Step.Last => coming.AddDays(-7),
            Step.This or Step.Coming => tense is Tense.Behind && coming > clock.Today ? coming.AddDays(-7) : coming,
            _ => ahead >= 5 ? coming : coming.AddDays(7),
        };
    }

    /// <summary>The Monday of a week; where weeks begin on Sunday, a Sunday belongs to the week that follows it.</summary>
    private DateOnly WeekStart(int weeks)
    {
        var today = clock.Today;
        var first = today.AddDays(-((7 + (int)today.DayOfWeek - (int)clock.Culture.DateTimeFormat.FirstDayOfWeek) % 7));
        return first.AddDays((((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7) + (7 * weeks));
    }

    private DateOnly UnitStart(TimeUnit unit, Step step, int more = 0)
    {
        var n = (step is Step.Coming ? 1 : (int)step) + more;
        var month = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        return unit switch
        {
            TimeUnit.Week => WeekStart(n),
            TimeUnit.Fortnight => WeekStart(2 * n),
            TimeUnit.Month => month.AddMonths(n),
            TimeUnit.Quarter => month.AddMonths((3 * n) - ((month.Month - 1) % 3)),
            TimeUnit.Year => new DateOnly(clock.Today.Year + n, 1, 1),
            _ => clock.Today.AddDays(n),
        };
    }

    private static DateOnly? Valid(int year, int month, int day) =>
        year is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
        ? new DateOnly(year, month, day)
        : null;
}
