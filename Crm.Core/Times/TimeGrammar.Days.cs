namespace Crm.Core.Times;

internal sealed partial class TimeGrammar
{
    private int? Day(TimePhrase phrase, int at)
    {
        if (phrase.Day is not null || phrase.Wait is not null)
        {
            return null;
        }

        if (Match("dayPart", at, out var both) is > 0 and var length && phrase.Part is null)
        {
            var parts = both.Split(' ');
            (phrase.Day, phrase.Part) = (new SaidDay.FromToday(Whole(parts[0])), Whole(parts[1]));
            return at + length;
        }

        (SaidDay? Day, int End)[] readings = [
            Numeric(at), Named(at), FromToday(at), Weekday(at), OfMonth(at), OfUnit(at), AtEdge(at), Weekend(at), Counted(at)];
        var (day, end) = readings.MaxBy(r => r.Day is null ? -1 : r.End);
        if (day is null)
        {
            return null;
        }

        phrase.Day = day;
        phrase.IsWeak |= (end == at + 1 && Is("weak", at)) || (end == at + 3 && tokens[at + 1].Text is "/");
        return end;
    }

    /// <summary>"2026-12-15", "15.12.2026", "15.12.", "12/15", "15/12/26". What isn't a date of any order is asked about.</summary>
    private (SaidDay?, int) Numeric(int at)
    {
        if (!tokens[at].IsNumber || tokens[at + 1].Text is not ("." or "/" or "-") || !tokens[at + 1].IsJoined || !tokens[at + 2].IsNumber)
        {
            return default;
        }

        var sign = tokens[at + 1].Text;
        if (tokens[at].Text.Length == 4 && sign is "-" or "/" && tokens[at + 3].Text == sign && tokens[at + 4].IsNumber)
        {
            return Joined(at + 1, 4) ? (new SaidDay.OnDate(Whole(at), Whole(at + 2), Whole(at + 4)), at + 5) : default;
        }

        if (tokens[at].Text.Length > 2 || tokens[at + 2].Text.Length > 2 || (sign is not "." && !tokens[at + 2].IsJoined))
        {
            return default;
        }

        var hasYear = tokens[at + 3].Text == sign && tokens[at + 3].IsJoined && tokens[at + 4].IsNumber
            && tokens[at + 4].Text.Length is 2 or 4
            && (tokens[at + 4].IsJoined || (sign is "." && tokens[at + 4].Text.Length == 4));
        var goesOn = !hasYear && tokens[at + 3].Text == sign && tokens[at + 3].IsJoined
            && tokens[at + 4] is { IsNumber: true, IsJoined: true };
        if (goesOn || (tokens[at].Text is "24" && tokens[at + 2].Text is "7" && sign is "/"))
        {
            return default;
        }

        if (!hasYear && ((sign is "-") || (sign is "." && !(tokens[at + 3].Text is "." && tokens[at + 3].IsJoined) && !IsShortDate(at))))
        {
            return default;
        }

        int? year = hasYear ? Whole(at + 4) : null;
        var (day, month) = (Whole(at), Whole(at + 2));
        var isShortYear = hasYear && tokens[at + 4].Text.Length == 2;
        if (isShortYear && YearComesFirst(sign))
        {
            return (new SaidDay.OnDate(day, month, Whole(at + 4), IsShortYear: true), at + 5);
        }

        if (month > 12 || (sign is "/" && day <= 12 && MonthComesFirst))
        {
            (day, month) = (month, day);
        }

        var end = hasYear ? at + 5 : at + 3 + (sign is "." && tokens[at + 3].Text is "." ? 1 : 0);
        return (new SaidDay.OnDate(year, month, day, IsShortYear: isShortYear), end);
    }

    /// <summary>
    /// "15.12" without the second point is a date where points are written so and a word like "on" says that it isn't an amount.
    /// </summary>
    private bool IsShortDate(int at) => culture.DateTimeFormat.DateSeparator is "." && tokens[at + 2].Text.Length == 2 && Is("on", at - 1)
        && !Is("oclock", at + 3);

    private bool MonthComesFirst
    {
        get
        {
            var form = culture.DateTimeFormat.ShortDatePattern;
            return form.IndexOf('M', StringComparison.Ordinal) < form.IndexOf('d', StringComparison.Ordinal) && !form.StartsWith('y')
                && culture != CultureInfo.InvariantCulture;
        }
    }

    /// <summary>"26-12-15" where dates are written so, with this very sign.</summary>
    private bool YearComesFirst(string sign) =>
        culture.DateTimeFormat.ShortDatePattern.StartsWith('y') && culture.DateTimeFormat.DateSeparator == sign;

    /// <summary>"15 December", "15th of Dec 2026", "Dec 15", "15. Dezember", "1er janvier"; with its weekday before it.</summary>
    private (SaidDay? Day, int End) Named(int at)
    {
        var from = at + (Match("the", at) is var the && DayNumber(at + the, out _) > 0 ? the : 0);
        if (DayNumber(from, out var day) is > 0 and var length)
        {
            var of = from + length + Match("of", from + length);
            if (Match("month", of, out var month) is > 0 and var named)
            {
                return WithYear(of + named, Whole(month), day);
            }
        }

        if (Match("month", at, out var first) is not (> 0 and var name))
        {
            return default;
        }

        var next = at + name + (tokens[at + name].Text is "." ? 1 : 0);
        next += Match("the", next);
        return DayNumber(next, out day) is > 0 and var days && tokens[next + days].Text is not ":" && !Is("am", next + days)
            && !Is("pm", next + days)
            ? WithYear(next + days, Whole(first), day)
            : tokens[next].IsNumber && tokens[next].Text.Length == 4
            ? (new SaidDay.InMonth(Whole(next), Whole(first), Edge.Start), next + 1)
            : Is("on", at - 1) || Is("this", at - 1) || Is("next", at - 1)
            ? (new SaidDay.InMonth(null, Whole(first), Edge.Start), at + name)
            : default;
    }

    private (SaidDay?, int) WithYear(int at, int month, int day)
    {
        var comma = at + (tokens[at].Text is "." && tokens[at].IsJoined && tokens[at + 1].IsNumber ? 1 : 0);
        comma += tokens[comma].Text is "," ? 1 : 0;
        var isYear = tokens[comma].IsNumber && tokens[comma].Text.Length == 4 && tokens[comma + 1].Text is not ":"
            && Whole(comma) is >= 1900 and <= 2200;
        return (new SaidDay.OnDate(isYear ? Whole(comma) : null, month, day), isYear ? comma + 1 : at);
    }

    /// <summary>1 to 99, with its ending: "15", "15th", "15.", "first".</summary>
    private int DayNumber(int at, out int day)
    {
        day = 0;
        if (tokens[at].IsNumber && tokens[at].Text.Length <= 2)
        {
            day = Whole(at);
            var point = tokens[at + 1].Text is "." && tokens[at + 1].IsJoined;
            return point ? 2 : tokens[at + 1].IsJoined && Is("suffix", at + 1) ? 2 : tokens[at + 1].IsJoined && tokens[at + 1].IsWord
                ? 0 : 1;
        }

        if (Match("ordinal", at, out var ordinal) is > 0 and var length)
        {
            day = Whole(ordinal);
            return length;
        }

        return 0;
    }

    /// <summary>"the 15th", "am 15.", "le 15".</summary>
    private (SaidDay?, int) OfMonth(int at)
    {
        var the = Match("the", at);
        var marked = the > 0 || Is("the", at - 1);
        if (!marked || !tokens[at + the].IsNumber || DayNumber(at + the, out var day) is not (> 0 and var length)
            || Is("unit", at + the + length) || Is("oclock", at + the + length))
        {
            return default;
        }

        var hasEnding = length == 2;
        var isFrench = culture.TwoLetterISOLanguageName is "fr" && (Is("the", at) || Is("the", at - 1)) && IsTailOrClock(at + the + length);
        return hasEnding || isFrench ? (new SaidDay.OnDayOfMonth(day), at + the + length) : default;
    }

    private bool IsTailOrClock(int at) => IsTail(at) || Is("at", at) || Is("follow", at);

    private (SaidDay?, int) FromToday(int at)
    {
        if (Match("day", at, out var days) is not (> 0 and var length))
        {
            return default;
        }

        var end = at + length;
        return Ahead(end, out var amount, out var unit, out var after) && unit is TimeUnit.Day or TimeUnit.Week or TimeUnit.Fortnight
            ? (new SaidDay.FromToday(Whole(days) + (int)(amount * DaysOf(unit))), after)
            : (new SaidDay.FromToday(Whole(days)), end);
    }

    /// <summary>
    /// "Friday", "next Friday", "lundi prochain", "Friday next week", "nächste Woche Mittwoch", "Montag in zwei Wochen", "Fri 4 December".
    /// </summary>
    private (SaidDay?, int) Weekday(int at)
    {
        var step = StepAt(at, out var words);
        var from = at + words;
        if (step is not null && Match("unit", from, out var week) is > 0 and var weekWords && week == "week")
        {
            var on = from + weekWords + Match("on", from + weekWords);
            return Match("weekday", on, out var later) is > 0 and var w
                ? (new SaidDay.OfWeek((DayOfWeek)Whole(later), step.Value), on + w)
                : default;
        }

        if (Match("weekday", from, out var name) is not (> 0 and var length))
        {
            return default;
        }

        var day = (DayOfWeek)Whole(name);
        var end = from + length + (tokens[from + length].Text is "." && Is("weak", from) ? 1 : 0);
        var date = end + (tokens[end].Text is "," ? 1 : 0);
        date += Match("on", date);
        if (step is null && (Named(date) is { Day: not null } named ? named : Numeric(date)) is ({ } said, var dateEnd))
        {
            return (said is SaidDay.OnDate on ? on with { Weekday = day } : said, dateEnd);
        }

        if (step is null && OfMonth(date) is (SaidDay.OnDayOfMonth ofMonth, var monthEnd))
        {
            return (ofMonth with { Weekday = day }, monthEnd);
        }

        return AfterWeekday(day, step, end);
    }

    private (SaidDay?, int) AfterWeekday(DayOfWeek day, Step? step, int end)
    {
        if (Match("nextAfter", end) is > 0 and var nextWords)
        {
            return (new SaidDay.OnWeekday(day, Step.Next), end + nextWords);
        }

        if (Match("lastAfter", end) is > 0 and var lastWords)
        {
            return (new SaidDay.OnWeekday(day, Step.Last), end + lastWords);
        }

        var of = end + Match("of", end);
        if (step is null && StepAt(of, out var words) is { } week && Match("unit", of + words, out var unit) is > 0 and var unitWords
            && unit == "week")
        {
            return (new SaidDay.OfWeek(day, week), of + words + unitWords);
        }

        return step is null && Ahead(end, out var amount, out var counted, out var after) && counted is TimeUnit.Week or TimeUnit.Fortnight
            ? (new SaidDay.OnWeekday(day, null, (int)(amount * DaysOf(counted) / 7)), after)
            : (new SaidDay.OnWeekday(day, step), end);
    }
}
