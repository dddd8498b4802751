namespace Crm.Core.Times;

/// <summary>What an expression means for a person at a moment: a day, a moment, or the reason why it is neither.</summary>
internal sealed class TimeMeaning(LocalClock clock, Tense tense)
{
    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;

    /// <summary>Hours at which people work: of the two that a bare hour may mean, the one that lies here.</summary>
    private const int FirstHour = 7;

    private const int LastHour = 20;

    private static readonly TimeOnly EndOfWork = new(17, 0);

    public (DayOrMoment? At, string? Why) Of(TimePhrase phrase)
    {
        if (phrase.Why is { } why)
        {
            return (null, why);
        }

        if (phrase.Exact is { } exact)
        {
            return Checked(exact);
        }

        if (phrase.Wait is { } wait)
        {
            // To the minute: a reminder "in 40 minutes" is shown, typed and stored without seconds.
            var moment = clock.Now + wait;
            return Checked(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute)));
        }

        return phrase.Day is { } day ? OnDay(day, phrase) : Hour(phrase, hasDay: false) is var (hour, unclear) && unclear is not null ? (null, unclear) : NextOrLast(hour);
    }

    private (DayOrMoment?, string?) OnDay(SaidDay said, TimePhrase phrase)
    {
        var (day, why) = DayOf(said, phrase.HasClock);
        if (day is not { } on)
        {
            return (null, why);
        }

        if (said is SaidDay.AtEdge { Edge: Edge.End, Unit: TimeUnit.Day } && !phrase.HasClock)
        {
            return Checked(clock.At(on, EndOfWork));
        }

        if (!phrase.HasClock)
        {
            return tense switch
            {
                Tense.Ahead when on < clock.Today => (null, $"{clock.Say(on)} is past."),
                Tense.Behind when on > clock.Today => (null, $"{clock.Say(on)} lies ahead."),
                _ => (new DayOrMoment(on), null),
            };
        }

        var (hour, unclear) = Hour(phrase, hasDay: true);
        return unclear is not null ? (null, unclear) : Checked(At(on, hour));
    }

    private (DayOrMoment?, string?) Checked(DateTimeOffset moment) => tense switch
    {
        Tense.Ahead when moment < clock.Now.AddMinutes(-1) => (null, $"{clock.Say(moment)} is past."),
        Tense.Behind when moment > clock.Now.AddMinutes(1) => (null, $"{clock.Say(moment)} lies ahead."),
        _ => (new DayOrMoment(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, clock.Zone).DateTime), moment.ToUniversalTime()), null),
    };

    private DateTimeOffset At(DateOnly day, SaidHour hour) => hour.Hour == 24 ? clock.StartOf(day.AddDays(1)) : clock.At(day, new TimeOnly(hour.Hour, hour.Minute));

    /// <summary>The hour that is meant. Of "at 5" the one in the hours of work; at 6 and at 12 people have to say.</summary>
    private static (SaidHour Hour, string? Why) Hour(TimePhrase phrase, bool hasDay)
    {
        if (phrase.Hour is not { } said)
        {
            return (new SaidHour(phrase.Part!.Value, 0, ClockKind.Exact), null);
        }

        if (phrase.Part is { } part)
        {
            return WithPart(said, part);
        }

        return said switch
        {
            { Kind: ClockKind.Exact } or { Hour: 0 or >= 12 } => (said, null),
            { Kind: ClockKind.Spoken, Hour: < FirstHour } => (said, $"Is {said.Hour:00}:{said.Minute:00} or {said.Hour + 12}:{said.Minute:00} meant?"),
            { Hour: 6 } when hasDay => (said, $"Is 06:{said.Minute:00} or 18:{said.Minute:00} meant?"),
            _ when hasDay => (said with { Hour = said.Hour < FirstHour ? said.Hour + 12 : said.Hour, Kind = ClockKind.Exact }, null),
            _ => (said, null),
        };
    }

    private static (SaidHour, string?) WithPart(SaidHour said, int part)
    {
        var meant = part switch
        {
            24 when said.Hour is 12 or 0 => 24,
            20 or 24 when said.Hour is >= 1 and < 6 => -1,
            >= 12 when said.Hour is >= 1 and < 12 => said.Hour + 12,
            < 12 when said.Hour == 12 => part == 9 ? 12 : -1,
            _ => said.Hour,
        };
        return meant < 0 || (part < 12 && meant >= 13) || (part is >= 15 and < 24 && meant < 12)
            ? (said, "The hour and the part of the day do not fit.")
            : (said with { Hour = meant, Kind = ClockKind.Exact }, null);
    }

    /// <summary>An hour without a day: the next one to come, for what happened the last one that was.</summary>
    private (DayOrMoment?, string?) NextOrLast(SaidHour said)
    {
        var isBare = said.Kind is ClockKind.Bare && said.Hour is >= 1 and < 12;
        var hours = isBare ? [said, said with { Hour = said.Hour + 12 }] : new[] { said };
        if (isBare)
        {
            hours = [.. hours.Where(h => h.Hour is >= FirstHour and <= LastHour)];
        }

        foreach (var day in tense is Tense.Behind ? new[] { 0, -1 } : [0, 1])
        {
            var moments = hours.Select(h => At(clock.Today.AddDays(day), h)).Where(m => tense is Tense.Behind ? m <= clock.Now : m > clock.Now);
            foreach (var moment in tense is Tense.Behind ? moments.Reverse() : moments)
            {
                return Checked(moment);
            }
        }

        return (null, "There is no such hour.");
    }

    private (DateOnly? Day, string? Why) DayOf(SaidDay said, bool hasClock) => said switch
    {
        SaidDay.FromToday day => (clock.Today.AddDays(day.Days), null),
        SaidDay.OnWeekday day => Weekday(day, hasClock),
        SaidDay.OfWeek day => (WeekStart((int)day.Week).AddDays(((int)day.Day + 6) % 7), null),
        SaidDay.OnDate date => Date(date),
        SaidDay.OnDayOfMonth day => OfMonth(day),
        SaidDay.InMonth month => Month(month),
        SaidDay.OfUnit { Step: Step.This } or SaidDay.OfUnit { Step: Step.Last } when tense is not Tense.Either => (null, "Which day is meant?"),
        SaidDay.OfUnit of => (UnitStart(of.Unit, of.Step), null),
        SaidDay.AtEdge edge => AtEdge(edge),
        SaidDay.Weekend weekend => (Weekend(weekend.Step), null),
        SaidDay.Counted counted => Counted(counted),
        _ => throw new InvalidOperationException($"Unknown day {said.GetType().Name}."),
    };

    /// <summary>A weekday is the next one, never today; for what happened the last one. "Next Friday" said on a Monday has two meanings.</summary>
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
            return tense is Tense.Either ? (coming.AddDays(7), null) : (null, $"Is {clock.Say(coming)} or {clock.Say(coming.AddDays(7))} meant?");
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

    private (DateOnly?, string?) Fits(DateOnly day, DayOfWeek? weekday) => weekday is { } said && day.DayOfWeek != said && tense is not Tense.Either
        ? (null, $"The date is {clock.Say(day)}: day and date do not fit.")
        : (day, null);

    private (DateOnly?, string?) OfMonth(SaidDay.OnDayOfMonth said)
    {
        var months = Enumerable.Range(0, 13).Select(i => clock.Today.AddMonths(tense is Tense.Behind ? -i : i)).Select(m => Valid(m.Year, m.Month, said.Day)).OfType<DateOnly>();
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
        return (said.Year is null && tense is not Tense.Behind && day < clock.Today ? In(year + 1) : said.Year is null && tense is Tense.Behind && day > clock.Today ? In(year - 1) : day, null);

        DateOnly In(int y) => new(y, said.Month, said.Edge switch { Edge.Start => 1, Edge.Middle => 15, _ => DateTime.DaysInMonth(y, said.Month) });
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
        year is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}
