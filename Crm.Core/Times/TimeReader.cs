using System.Text;

namespace Crm.Core.Times;

/// <summary>
/// Reads days and hours as people say them, in English, German and French: "remind me to call Clara Friday at 5", "in einer halben Stunde",
/// "le 15 décembre". What it is not sure of it does not guess: <see cref="TimeReading.Unclear"/> is for asking.
/// </summary>
public static class TimeReader
{
    /// <summary>Reads the time out of a sentence, wherever it stands in it.</summary>
    /// <param name="sentence">What was said, without the command: "Friday to call Clara", "to call Clara in 40 minutes".</param>
    /// <param name="clock">The person's.</param>
    /// <param name="tense">Whether it is to be done or has happened.</param>
    public static TimeReading Read(string sentence, LocalClock clock, Tense tense)
    {
        var own = ReadIn(clock.Culture.TwoLetterISOLanguageName, sentence, clock, tense);
        return own is not TimeReading.Nothing ? own
            : TimeLexicon.Languages.Where(l => l != clock.Culture.TwoLetterISOLanguageName && l != "en")
                .Select(l => ReadIn(l, sentence, clock, tense)).FirstOrDefault(r => r is not TimeReading.Nothing) ?? own;
    }

    /// <summary>Reads a field's value, which is nothing but time: "Friday 14:00", "2027-03-31".</summary>
    /// <returns>Null where it is none at all.</returns>
    public static TimeReading? ReadWhole(string text, LocalClock clock, Tense tense) =>
        TimeLexicon.Languages.Prepend(clock.Culture.TwoLetterISOLanguageName).Distinct().Select(l => WholeIn(l, text, clock, tense))
        .FirstOrDefault(r => r is not null);

    /// <summary>Whether all of a text is about time, whatever day it means.</summary>
    public static bool IsTime(string text) => TimeLexicon.Languages
        .Any(l => Only(l, text, new LocalClock(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, CultureInfo.InvariantCulture)) is not null);

    /// <summary>
    /// A day relative to today, as filters know them: "Monday", "in 3 days", "vor zwei Wochen". Which day that is may change with every
    /// reader and every day.
    /// </summary>
    /// <returns>Null for what isn't a day, and for spans ("next week") and dates whose order depends on who reads them ("03/04").</returns>
    public static DateOnly? ReadDay(string words, LocalClock clock)
    {
        if (words.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var language in TimeLexicon.Languages)
        {
            if (Only(language, words, clock) is { HasClock: false,
                Day: not null and not SaidDay.OfUnit and not SaidDay.InMonth and not SaidDay.Weekend } phrase)
            {
                return new TimeMeaning(clock, Tense.Either).Of(phrase).At is { IsDay: true } at ? at.Day : null;
            }
        }

        return null;
    }

    /// <summary>
    /// A date with its year, in the order in which its writer's locale has it: "15.12.2026", "15 Dec 2026", "12/15/2026".
    /// </summary>
    /// <param name="words">The date and nothing else.</param>
    /// <param name="culture">The writer's.</param>
    /// <param name="today">Decides the century of a year of two digits (<see cref="TwoDigitYear"/>); without it none is read.</param>
    public static DateOnly? ReadDate(string words, CultureInfo culture, DateOnly? today = null)
    {
        var noon = (today ?? new DateOnly(2026, 1, 14)).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        var clock = new LocalClock(noon, TimeZoneInfo.Utc, culture);
        return TimeLexicon.Languages.Select(l => Only(l, words, clock))
            .FirstOrDefault(p => p is { HasClock: false, Day: SaidDay.OnDate { Year: not null } }) is { } phrase
            && (today is not null || phrase.Day is not SaidDay.OnDate { IsShortYear: true })
            ? new TimeMeaning(clock, Tense.Either).Of(phrase).At?.Day
            : null;
    }

    private static TimePhrase? Only(string language, string text, LocalClock clock)
    {
        var lexicon = TimeLexicon.Of(language);
        var grammar = new TimeGrammar(new TimeTokens(text, lexicon), lexicon, clock.Culture);
        return text.Length <= TimeTokens.LongestText && grammar.All(isWhole: true) is [{ Start: 0 } only] && grammar.IsTail(only.End)
            ? only
            : null;
    }

    private static TimeReading? WholeIn(string language, string text, LocalClock clock, Tense tense)
    {
        var lexicon = TimeLexicon.Of(language);
        var tokens = new TimeTokens(text, lexicon);
        if (tense is Tense.Behind && lexicon.Match("now", tokens, 0, out _) is > 0 and var now && now == tokens.Count)
        {
            return new TimeReading.Found(new DayOrMoment(clock.Today, clock.Now), text.Trim(), "");
        }

        var grammar = new TimeGrammar(tokens, lexicon, clock.Culture);
        return text.Length <= TimeTokens.LongestText && grammar.All(isWhole: true) is [{ Start: 0 } only] && grammar.IsTail(only.End)
            ? Said(only, text, tokens, new TimeMeaning(clock, tense))
            : null;
    }

    private static TimeReading ReadIn(string language, string sentence, LocalClock clock, Tense tense)
    {
        var lexicon = TimeLexicon.Of(language);
        var tokens = new TimeTokens(sentence, lexicon);
        var grammar = new TimeGrammar(tokens, lexicon, clock.Culture);
        var phrases = grammar.All(isWhole: false);
        var sure = phrases.Where(p => p.Why is null).ToList();
        var meaning = new TimeMeaning(clock, tense);
        var cut = new Cut(sentence, tokens, lexicon);
        if (phrases is [{ Start: 0 } first, ..])
        {
            // Said first, it is what the sentence is about; an hour or a day that it lacks may end the sentence.
            var last = phrases[^1];
            return last != first && first.Completes(last) && grammar.IsTail(last.End)
                ? Joined(first, last, cut, meaning)
                : Said(first, cut, meaning);
        }

        return sure switch
        {
            [] => phrases is [.., var unclear] ? Said(unclear, cut, meaning) : new TimeReading.Nothing(cut.Without()),
            [var only] => Said(only, cut, meaning),
            [var one, var other] when one.Completes(other) => Joined(one, other, cut, meaning),
            [.., var one, var other] =>
                new TimeReading.Unclear($"{cut.Words(one)} … {cut.Words(other)}", cut.Without(), "More than one day or hour is said."),
        };
    }

    private static TimeReading Joined(TimePhrase one, TimePhrase other, Cut cut, TimeMeaning meaning)
    {
        var both = new TimePhrase(one.Start) { End = one.End };
        both.Take(one);
        both.Take(other);
        var words = $"{cut.Words(one)} {cut.Words(other)}";
        return meaning.Of(both) is ({ } at, _) ? new TimeReading.Found(at, words, cut.Without(one, other)) { HasShortYear = IsShort(both) }
            : new TimeReading.Unclear(words, cut.Without(one, other), meaning.Of(both).Why!);
    }

    private static TimeReading Said(TimePhrase phrase, string text, TimeTokens tokens, TimeMeaning meaning) =>
        Said(phrase, new Cut(text, tokens, TimeLexicon.Of("en")), meaning);

    private static TimeReading Said(TimePhrase phrase, Cut cut, TimeMeaning meaning) => meaning.Of(phrase) switch
    {
        ({ } at, _) => new TimeReading.Found(at, cut.Words(phrase), cut.Without(phrase)) { HasShortYear = IsShort(phrase) },
        (null, var why) => new TimeReading.Unclear(cut.Words(phrase), cut.Without(phrase), why!),
    };

    private static bool IsShort(TimePhrase phrase) => phrase.Day is SaidDay.OnDate { IsShortYear: true };

    /// <summary>The sentence, and what is left of it without some of its words.</summary>
    private sealed class Cut(string sentence, TimeTokens tokens, TimeLexicon lexicon)
    {
        private static readonly char[] Loose = [' ', '\t', '\u00a0', ',', ';', ':', '-', '–'];

        public string Words(TimePhrase phrase) => sentence[tokens[phrase.Start].Start..tokens[phrase.End - 1].End];

        public string Without(params TimePhrase[] phrases)
        {
            var rest = new StringBuilder();
            var at = 0;
            foreach (var phrase in phrases.OrderBy(p => p.Start))
            {
                rest.Append(sentence.AsSpan(at, tokens[phrase.Start].Start - at)).Append(' ');
                at = tokens[phrase.End - 1].End;
            }

            rest.Append(sentence.AsSpan(at));
            return WithoutLead(Tidy(rest.ToString(), phrases.Length > 0));
        }

        /// <summary>Signs that stood between the time and the rest of the sentence.</summary>
        private static string Tidy(string text, bool isCut)
        {
            var plain = string.Join(' ', text.Split(Loose[..3], StringSplitOptions.RemoveEmptyEntries))
                .Replace(" ,", ",", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal);
            plain = plain.Trim(Loose);
            return isCut ? plain.TrimEnd('.', '!', ' ') : plain;
        }

        private string WithoutLead(string text)
        {
            var words = new TimeTokens(text, lexicon);
            var lead = lexicon.Match("lead", words, 0, out _);
            return lead > 0 && lead < words.Count ? text[words[lead].Start..].Trim(Loose) : text;
        }
    }
}
