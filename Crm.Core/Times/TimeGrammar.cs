namespace Crm.Core.Times;

/// <summary>
/// Finds the expressions of time in a sentence, in whatever language the lexicon holds; what they mean is decided by <see
/// cref="TimeMeaning"/>.
/// </summary>
internal sealed partial class TimeGrammar(TimeTokens tokens, TimeLexicon lexicon, CultureInfo culture)
{
    private const string Recurring = "A reminder comes once.";

    /// <summary>All expressions of the sentence, from left to right.</summary>
    /// <param name="isWhole">The text is meant to be nothing but time: a field's value.</param>
    public List<TimePhrase> All(bool isWhole)
    {
        var found = new List<TimePhrase>();
        for (var at = 0; at < tokens.Count;)
        {
            var phrase = At(at);
            if (phrase is not null && (isWhole || Stands(phrase)))
            {
                found.Add(phrase);
                at = phrase.End;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    private bool Is(string kind, int at) => lexicon.Is(kind, tokens, at);

    private int Match(string kind, int at, out string value) => lexicon.Match(kind, tokens, at, out value);

    private int Match(string kind, int at) => lexicon.Match(kind, tokens, at, out _);

    private TimePhrase? At(int start) => Vague(start) ?? Recurs(start) ?? Exactly(start) ?? Said(start);

    /// <summary>A day, an hour, or both in any order; words like "on" and "by" belong to it.</summary>
    private TimePhrase? Said(int start)
    {
        var marked = new TimePhrase(start);
        var at = Markers(start, marked);
        var unclear = Match("beside", at);
        if (Read(marked, unclear > 0 ? Markers(at + unclear, marked) : at) is { } end)
        {
            marked.End = end;
            marked.Why = unclear > 0 ? $"“{tokens[at].Text}” leaves the moment open." : marked.Why;
        }

        // "in" may be part of the expression itself: "in two weeks".
        var plain = new TimePhrase(start);
        plain.End = Read(plain, start) ?? start;
        var longer = plain.End >= marked.End ? plain : marked;
        longer.End += Match("tail", longer.End);
        return longer.End > start ? longer : null;
    }

    private int Markers(int at, TimePhrase phrase)
    {
        for (var i = 0; i < 2 && Match("on", at) is > 0 and var length; i++)
        {
            at += length;
            phrase.IsMarked = true;
        }

        return at;
    }

    private int? Read(TimePhrase phrase, int at)
    {
        var end = at;
        for (var progress = true; progress;)
        {
            progress = false;
            var next = end > at ? Joint(end) : end;
            foreach (var from in next == end ? [end] : new[] { next, end })
            {
                if ((Wait(phrase, from) ?? Day(phrase, from) ?? Clock(phrase, from) ?? PartOfDay(phrase, from)) is { } read)
                {
                    (end, progress) = (read, true);
                    break;
                }
            }
        }

        if (phrase.IsEmpty)
        {
            return null;
        }

        return Finished(phrase, end);
    }

    /// <summary>A comma, and words like "on", between day and hour.</summary>
    private int Joint(int at)
    {
        at += tokens[at].Text is "," || (tokens[at] is { Text: "t", IsJoined: true } && tokens[at + 1].IsJoined) ? 1 : 0;
        return at + Match("on", at);
    }

    private int Finished(TimePhrase phrase, int end)
    {
        if (phrase.HasClock && Match("zone", end) is > 0 and var length)
        {
            phrase.Why = $"Hours are read in your own time zone; “{tokens[end].Text}” is another one.";
            return end + length;
        }

        // "at 5 Main Street", "at 5 percent": a bare hour ends the sentence or is followed by a word that goes on with it.
        if (phrase is { HasBareNumber: true, Day: null, Part: null, Why: null } && tokens[end].IsWord && !Is("follow", end))
        {
            phrase.Why = "This may be an hour.";
        }

        return end;
    }

    private TimePhrase? Vague(int start) => Match("vague", start) is > 0 and var length
        ? new TimePhrase(start) { End = start + length, Why = "That isn't a day I know.", IsVague = true }
        : null;

    private TimePhrase? Recurs(int start)
    {
        var phrase = new TimePhrase(start);
        var at = Markers(start, phrase);
        if (Match("recurring", at) is > 0 and var fixedWords)
        {
            return new TimePhrase(start) { End = WithClock(at + fixedWords), Why = Recurring, IsVague = true };
        }

        if (Match("weekdays", at) is > 0 and var plural)
        {
            return new TimePhrase(start) { End = WithClock(at + plural), Why = Recurring };
        }

        if (Match("every", at) is not (> 0 and var every))
        {
            return null;
        }

        var rest = at + every;
        rest += Number(rest, out _);
        var of = Match("weekday", rest) is > 0 and var day ? day : Match("weekdays", rest) is > 0 and var days
            ? days : Match("unit", rest) is > 0 and var unit ? unit : Match("partWord", rest);
        return of > 0 ? new TimePhrase(start) { End = WithClock(rest + of), Why = Recurring } : null;
    }

    private int WithClock(int at)
    {
        var clock = new TimePhrase(at);
        return Clock(clock, at) ?? PartOfDay(clock, at) ?? at;
    }

    /// <summary>"2026-12-01T10:00:00Z", "2026-12-01T10:00+01:00": one moment in every zone.</summary>
    private TimePhrase? Exactly(int start)
    {
        var at = start;
        if (tokens[at].Text.Length != 4 || tokens[at + 1].Text is not "-" || tokens[at + 3].Text is not "-" || !tokens[at + 1].IsJoined)
        {
            return null;
        }

        var end = at + 1;
        while (end < tokens.Count && tokens[end].IsJoined)
        {
            end++;
        }

        var text = string.Concat(Enumerable.Range(at, end - at).Select(i => tokens[i].Text)).ToUpperInvariant();
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return (text.EndsWith('Z') || text.LastIndexOf('+') > 10 || text.LastIndexOf('-') > 10)
            && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new TimePhrase(start) { End = end, Exact = moment.ToUniversalTime() }
            : null;
    }

    /// <summary>
    /// Words around an expression say that it is something else: "tomorrow's meeting", "the Friday report", "move it to Monday".
    /// </summary>
    private bool Stands(TimePhrase phrase)
    {
        var after = tokens[phrase.End];
        if ((after.Text is "'" && after.IsJoined && tokens[phrase.End + 1].Text is "s") || GoesOn(phrase.End) || IsInside(phrase.Start))
        {
            return false;
        }

        var isLead = phrase.Start == 0 || phrase.Start == FirstWord();
        if (!isLead && !phrase.IsMarked && !phrase.HasClock && phrase.Wait is null
            && (Is("article", phrase.Start - 1) || Is("content", phrase.Start - 1)))
        {
            return false;
        }

        return phrase.IsVague ? isLead || IsTail(phrase.End)
            : !phrase.IsWeak || phrase.IsMarked || phrase.HasClock || isLead || (phrase.Day is SaidDay.OnDate && IsTail(phrase.End));
    }

    /// <summary>"Monday.com", "Friday-meeting", "24/7-hotline".</summary>
    private bool GoesOn(int at) => tokens[at] is { IsJoined: true, Text: "." or "-" or "/" or "@" or ":" or "_" } && tokens[at + 1].IsJoined
        && (tokens[at + 1].IsWord || tokens[at + 1].IsNumber);

    private bool IsInside(int at)
    {
        var before = tokens[at - 1];
        return at > 0 && tokens[at].IsJoined
            && (before.IsWord || before.IsNumber || before.Text is "-" or "/" or "." or "@" or "_" or "#" or "$" or "€" or "+" or "&");
    }

    public bool IsTail(int at)
    {
        while (at < tokens.Count && !tokens[at].IsWord && !tokens[at].IsNumber)
        {
            at++;
        }

        return at >= tokens.Count || Is("tail", at);
    }

    /// <summary>Behind a word like "to" that only opens the sentence.</summary>
    private int FirstWord() => Match("lead", 0);
}
