namespace Crm.Core.Times;

internal sealed partial class TimeGrammar
{
    /// <summary>"17:00", "at 5", "5pm", "15h30", "um halb drei", "quarter to five"; of "2-4 pm" the first.</summary>
    private int? Clock(TimePhrase phrase, int start)
    {
        if (phrase.Hour is not null || phrase.Wait is not null)
        {
            return null;
        }

        var at = start + Match("at", start);
        var range = at == start ? Match("from", start) : 0;
        var isMarked = at > start;
        if (OneClock(at + range, isMarked || range > 0) is not ({ } hour, var end))
        {
            return null;
        }

        if (Match("until", end) is > 0 and var until && OneClock(end + until, isMarked: true) is ({ } last, var lastEnd)
            && (hour.Kind is not ClockKind.Bare || isMarked || range > 0 || last.Kind is ClockKind.Exact))
        {
            // "2-4 pm": the ending counts for both.
            var afternoon = hour.Kind is ClockKind.Bare && last is { Kind: ClockKind.Exact, Hour: > 12 } && hour.Hour + 12 < last.Hour
                && hour.Hour < 12;
            hour = afternoon ? new SaidHour(hour.Hour + 12, hour.Minute, ClockKind.Exact) : hour;
            end = lastEnd;
        }
        else if (range > 0 || (hour.Kind is ClockKind.Bare && !isMarked && !IsHourByItself(phrase, at, end)))
        {
            return null;
        }

        if (hour.Hour > 24 || hour.Minute > 59 || (hour.Hour == 24 && hour.Minute > 0))
        {
            phrase.Why = "There is no such hour.";
        }

        phrase.Hour = hour;
        phrase.HasBareNumber = hour.Kind is ClockKind.Bare && end == at + 1 && Is("atNumber", start);
        return end;
    }

    /// <summary>"8 in the evening", "5 o'clock": a number without "at" is an hour where its part of the day follows.</summary>
    private bool IsHourByItself(TimePhrase phrase, int at, int end) => end > at + 1 || Is("part", end)
        || (phrase.Part is not null && tokens[at].IsNumber && IsTail(end));

    private (SaidHour?, int) OneClock(int at, bool isMarked)
    {
        if (Match("clockBefore", at, out var offset) is > 0 and var words && HourNumber(at + words, out var of) is > 0 and var length)
        {
            return (Moved(of, Whole(offset), ClockKind.Bare), at + words + length);
        }

        if (isMarked && Number(at, out var minutes) is > 0 and var minuteWords && minutes is > 0 and < 60)
        {
            var (past, to) = (Match("pastWord", at + minuteWords), Match("toWord", at + minuteWords));
            if (past + to > 0 && HourNumber(at + minuteWords + past + to, out of) is > 0 and var hourWords)
            {
                return (Moved(of, past > 0 ? (int)minutes : -(int)minutes, ClockKind.Bare), at + minuteWords + past + to + hourWords);
            }
        }

        return tokens[at].IsNumber && tokens[at].Text.Length <= 2 ? Digits(at, isMarked)
            : isMarked && Match("number", at, out var number) is > 0 and var numberWords && Whole(number) is >= 1 and <= 12 and var hour
            ? Ending(hour, 0, at + numberWords, ClockKind.Bare)
            : default;
    }

    /// <summary>From the digits on: minutes, "am" and "pm", "Uhr" and "h".</summary>
    private (SaidHour?, int) Digits(int at, bool isMarked)
    {
        var hour = Whole(at);
        var next = at + 1;
        if (tokens[next].Text is ":" && tokens[next].IsJoined && tokens[next + 1] is { IsNumber: true, IsJoined: true, Text.Length: 2 })
        {
            var minute = Whole(next + 1);
            next += 2;
            next += tokens[next].Text is ":" && tokens[next + 1] is { IsNumber: true, IsJoined: true, Text.Length: 2 } ? 2 : 0;
            return Ending(hour, minute, next, ClockKind.Exact);
        }

        if (tokens[next].Text is "." && tokens[next].IsJoined && tokens[next + 1] is { IsNumber: true, IsJoined: true, Text.Length: 2 }
            && tokens[next + 2].Text is not "." && (isMarked || Is("oclock", next + 2) || Is("am", next + 2) || Is("pm", next + 2)))
        {
            return Ending(hour, Whole(next + 1), next + 2, ClockKind.Exact);
        }

        if (Match("oclock", next, out var kind) is > 0 and var length)
        {
            var minutes = tokens[next + length] is { IsNumber: true, Text.Length: 2 } && Whole(next + length) < 60
                && (tokens[next + length].IsJoined || !tokens[next].IsJoined);
            return minutes ? (new SaidHour(hour, Whole(next + length), ClockKind.Exact), next + length + 1)
                : Ending(hour, 0, next + length, Enum.Parse<ClockKind>(kind, ignoreCase: true));
        }

        return tokens[next].IsJoined && tokens[next].IsWord && !Is("am", next) && !Is("pm", next) ? default
            : tokens[next].Text is "%" or "€" or "$" ? default
            : tokens[next].Text is "." or "," && tokens[next].IsJoined && tokens[next + 1] is { IsNumber: true, IsJoined: true } ? default
            : Ending(hour, 0, next, ClockKind.Bare);
    }

    private (SaidHour?, int) Ending(int hour, int minute, int at, ClockKind kind)
    {
        if (Match("clockAfter", at, out var offset) is > 0 and var words)
        {
            var moved = Moved(hour, Whole(offset), kind);
            return (moved with { Minute = moved.Minute }, at + words);
        }

        var (am, pm) = (Match("am", at), Match("pm", at));
        if (am + pm == 0 || (am > 0 && pm == 0 && !tokens[at].IsJoined && Is("on", at) && tokens[at + am].IsNumber))
        {
            return (new SaidHour(hour, minute, kind), at + Match("oclock", at));
        }

        var twelve = pm > 0 && hour < 12 ? hour + 12 : am > 0 && hour == 12 ? 0 : hour;
        return (new SaidHour(twelve, minute, ClockKind.Exact), at + am + pm);
    }

    private static SaidHour Moved(int hour, int minutes, ClockKind kind)
    {
        var total = (((hour * 60) + minutes) + (24 * 60)) % (24 * 60);
        return new SaidHour(total / 60, total % 60, kind);
    }

    private int HourNumber(int at, out int hour)
    {
        if (tokens[at].IsNumber && tokens[at].Text.Length <= 2 && !(tokens[at + 1].IsJoined && tokens[at + 1].IsWord))
        {
            hour = Whole(at);
            return hour <= 24 ? 1 : 0;
        }

        hour = 0;
        if (Match("number", at, out var number) is > 0 and var length && Whole(number) is >= 1 and <= 12)
        {
            hour = Whole(number);
            return length;
        }

        return 0;
    }

    /// <summary>"in the evening", "morgens"; behind a day or an hour also the word alone: "Friday afternoon".</summary>
    private int? PartOfDay(TimePhrase phrase, int at)
    {
        if (phrase.Part is not null || phrase.Wait is not null)
        {
            return null;
        }

        var length = Match("part", at, out var hour);
        if (length == 0 && (phrase.Day is not null || phrase.Hour is not null))
        {
            length = Match("partWord", at, out hour);
        }

        if (length == 0)
        {
            return null;
        }

        phrase.Part = Whole(hour);
        return at + length;
    }

    /// <summary>"in 40 minutes", "in an hour and a half", "vor zwei Stunden": minutes and hours are waited for; days are days.</summary>
    private int? Wait(TimePhrase phrase, int at)
    {
        if (phrase.Day is not null || phrase.HasClock || phrase.Wait is not null
            || Span(at, out var amount, out var unit, out var end) is not { } sign || unit > TimeUnit.Hour)
        {
            return null;
        }

        var minutes = amount * (unit is TimeUnit.Hour ? 60 : 1);
        var more = end + Match("and", end);
        if (unit is TimeUnit.Hour && Number(more, out var extra) is > 0 and var words
            && Match("unit", more + words, out var second) is > 0 and var length && UnitOf(second) is TimeUnit.Minute)
        {
            (minutes, end) = (minutes + extra, more + words + length);
        }

        phrase.Wait = TimeSpan.FromMinutes(sign * (double)minutes);
        return end + (sign > 0 ? Match("hence", end) : Match("ago", end));
    }

    private (SaidDay?, int) Counted(int at)
    {
        if (Span(at, out var amount, out var unit, out var end) is not { } sign || unit < TimeUnit.Day)
        {
            return default;
        }

        // "a week from Monday", "two weeks from tomorrow".
        if (sign > 0 && Match("fromDay", end) is > 0 and var from && unit is TimeUnit.Week or TimeUnit.Day or TimeUnit.Fortnight)
        {
            if (Match("weekday", end + from, out var weekday) is > 0 and var w && unit is not TimeUnit.Day)
            {
                return (new SaidDay.OnWeekday((DayOfWeek)Whole(weekday), null, (int)(amount * DaysOf(unit) / 7)), end + from + w);
            }

            if (Match("day", end + from, out var day) is > 0 and var d)
            {
                return (new SaidDay.FromToday(Whole(day) + (int)(amount * DaysOf(unit))), end + from + d);
            }
        }

        return (new SaidDay.Counted(sign * amount, unit), end + (sign > 0 ? Match("hence", end) : Match("ago", end)));
    }

    /// <returns>1 for what lies ahead, -1 for what lies behind; null where no span of time stands.</returns>
    private int? Span(int at, out decimal amount, out TimeUnit unit, out int end)
    {
        if (Ahead(at, out amount, out unit, out end))
        {
            return 1;
        }

        if (Match("agoBefore", at) is > 0 and var before && Amount(at + before, out amount, out unit, out end))
        {
            return -1;
        }

        return !Amount(at, out amount, out unit, out end) ? null
            : Is("ago", end) ? -1
            : Is("hence", end)
            || (Match("fromDay", end) is > 0 and var from && (Is("weekday", end + from) || Is("day", end + from))
                && tokens[end].Text is "from" or "after") ? 1
            : null;
    }

    private bool Ahead(int at, out decimal amount, out TimeUnit unit, out int end)
    {
        (amount, unit, end) = (0, TimeUnit.Day, at);
        return Match("in", at) is > 0 and var words && Amount(at + words, out amount, out unit, out end);
    }

    private bool Amount(int at, out decimal amount, out TimeUnit unit, out int end)
    {
        (unit, end) = (TimeUnit.Day, at);
        var number = Number(at, out amount);
        if (number == 0)
        {
            number = Match("count", at, out var count);
            amount = number > 0 ? decimal.Parse(count, CultureInfo.InvariantCulture) : 0;
        }

        var half = number > 0 ? Match("andHalf", at + number) : 0;
        var at2 = at + number + half;
        if (number == 0 || amount is <= 0 or > 5000 || Match("unit", at2, out var name) is not (> 0 and var length))
        {
            return false;
        }

        (unit, end) = (UnitOf(name), at2 + length);
        var halfAfter = Match("andHalf", end);
        (amount, end) = (amount + (half + halfAfter > 0 ? 0.5m : 0), end + halfAfter);
        return amount == decimal.Truncate(amount) || unit is TimeUnit.Minute or TimeUnit.Hour;
    }

    /// <summary>"3", "1.5", "two".</summary>
    private int Number(int at, out decimal number)
    {
        number = 0;
        if (tokens[at].IsNumber && tokens[at].Text.Length <= 4)
        {
            var hasDecimals = tokens[at + 1].Text is "." or "," && tokens[at + 1].IsJoined
                && tokens[at + 2] is { IsNumber: true, IsJoined: true, Text.Length: <= 2 };
            number =
                decimal.Parse(hasDecimals ? $"{tokens[at].Text}.{tokens[at + 2].Text}" : tokens[at].Text, CultureInfo.InvariantCulture);
            return hasDecimals ? 3 : 1;
        }

        var words = Match("number", at, out var value);
        number = words > 0 ? Whole(value) : 0;
        return words;
    }

    private static TimeUnit UnitOf(string name) => Enum.Parse<TimeUnit>(name, ignoreCase: true);

    private static int DaysOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Week => 7,
        TimeUnit.Fortnight => 14,
        _ => 1,
    };
}
