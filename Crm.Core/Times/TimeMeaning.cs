namespace Crm.Core.Times;

/// <summary>What an expression means for a person at a moment: a day, a moment, or the reason why it is neither.</summary>
internal sealed partial class TimeMeaning(LocalClock clock, Tense tense)
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

        return phrase.Day is { } day ? OnDay(day, phrase) : Hour(phrase, hasDay: false) is var (hour, unclear) && unclear is not null
            ? (null, unclear) : NextOrLast(hour);
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
        _ => (new DayOrMoment(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, clock.Zone).DateTime), moment.ToUniversalTime()),
            null),
    };

    private DateTimeOffset At(DateOnly day, SaidHour hour) => hour.Hour == 24
        ? clock.StartOf(day.AddDays(1))
        : clock.At(day, new TimeOnly(hour.Hour, hour.Minute));

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
            { Kind: ClockKind.Spoken, Hour: < FirstHour } =>
                (said, $"Is {said.Hour:00}:{said.Minute:00} or {said.Hour + 12}:{said.Minute:00} meant?"),
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
            var moments = hours.Select(h => At(clock.Today.AddDays(day), h))
                .Where(m => tense is Tense.Behind ? m <= clock.Now : m > clock.Now);
            foreach (var moment in tense is Tense.Behind ? moments.Reverse() : moments)
            {
                return Checked(moment);
            }
        }

        return (null, "There is no such hour.");
    }
}
