using System.Diagnostics;

namespace Crm.Core.Tests.Times;

/// <summary>Fields that hold nothing but time, days of filters, clock changes, and input that nobody means well with.</summary>
public sealed class TimeReaderTests
{
    /// <summary>Wednesday, 10 March 2027, 23:30 in Berlin, where it is still the 10th in UTC.</summary>
    private static readonly LocalClock Now = new(
        new DateTimeOffset(2027, 3, 10, 22, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        CultureInfo.GetCultureInfo("en-GB"));

    [Theory]
    [InlineData("Friday", "2027-03-12")]
    [InlineData("on fri", "2027-03-12")]
    [InlineData("sat", "2027-03-13")]
    [InlineData("wednesday", "2027-03-17")]
    [InlineData("next Monday", "2027-03-15")]
    [InlineData("today", "2027-03-10")]
    [InlineData("tomorrow at 14:00", "2027-03-11T14:00")]
    [InlineData("tomorrow 9am", "2027-03-11T09:00")]
    [InlineData("Friday 14:00", "2027-03-12T14:00")]
    [InlineData("Friday at 3 pm", "2027-03-12T15:00")]
    [InlineData("at 23:45", "2027-03-10T23:45")]
    [InlineData("23:45", "2027-03-10T23:45")]
    [InlineData("in 3 days", "2027-03-13")]
    [InlineData("in a week", "2027-03-17")]
    [InlineData("in 1 hour", "2027-03-11T00:30")]
    [InlineData("next week", "2027-03-15")]
    [InlineData("next month", "2027-04-01")]
    [InlineData("2027-12-24", "2027-12-24")]
    [InlineData("2027-12-24 14:00", "2027-12-24T14:00")]
    [InlineData("2027-12-24T14:00", "2027-12-24T14:00")]
    [InlineData("2027-12-24T14:00:00", "2027-12-24T14:00")]
    [InlineData("2027-12-24T14:00Z", "2027-12-24T15:00")]
    [InlineData("2027-12-24T14:00:00.000Z", "2027-12-24T15:00")]
    [InlineData("2027-12-24T14:00:00+05:30", "2027-12-24T09:30")]
    [InlineData("24 December", "2027-12-24")]
    [InlineData("24.12.2027 9:30", "2027-12-24T09:30")]
    [InlineData("March 1", "2028-03-01")]
    [InlineData("29 February", "2028-02-29")]
    [InlineData("morgen um 9 Uhr", "2027-03-11T09:00")]
    [InlineData("demain à 9h", "2027-03-11T09:00")]
    [InlineData("tomorrow.", "2027-03-11")]
    [InlineData("at 24:00", "2027-03-11T00:00")]
    public void A_field_is_nothing_but_time(string typed, string due) =>
        Assert.Equal(due, GoldenSentence.Told(TimeReader.ReadWhole(typed, Now, Tense.Ahead)!, Now, due));

    [Theory]
    [InlineData("someday")]
    [InlineData("last week")]
    [InlineData("at 25:00")]
    [InlineData("in 0 lightyears")]
    [InlineData("to the moon")]
    [InlineData("Friday or Monday")]
    [InlineData("call Clara on Friday")]
    [InlineData("2027-02-30")]
    [InlineData("1999-01-01")]
    [InlineData("12345-01-01")]
    [InlineData("0000-00-00")]
    [InlineData("99999999999 days")]
    [InlineData("in 99999999999 days")]
    [InlineData("in 9999 years")]
    public void What_is_no_day_to_come_is_not_guessed(string typed) =>
        Assert.IsNotType<TimeReading.Found>(TimeReader.ReadWhole(typed, Now, Tense.Ahead));

    /// <summary>Berlin: at 01:00 UTC on 28 March 2027 the clocks go from 2 to 3, on 31 October 2027 from 3 back to 2.</summary>
    [Theory]
    [InlineData("2027-03-28T00:30Z", "in 2 hours", "2027-03-28T02:30Z")]
    [InlineData("2027-03-27T22:30Z", "in 90 minutes", "2027-03-28T00:00Z")]
    [InlineData("2027-10-30T23:30Z", "in 1 hour", "2027-10-31T00:30Z")]
    [InlineData("2027-10-30T23:30Z", "in 2 hours", "2027-10-31T01:30Z")]
    [InlineData("2027-10-30T23:30Z", "in 3 hours", "2027-10-31T02:30Z")]
    [InlineData("2027-03-27T11:00Z", "tomorrow at 2:30", "2027-03-28T01:00Z")]
    [InlineData("2027-03-27T11:00Z", "tomorrow at 3:00", "2027-03-28T01:00Z")]
    [InlineData("2027-10-30T11:00Z", "tomorrow at 2:30", "2027-10-31T00:30Z")]
    [InlineData("2027-10-30T11:00Z", "tomorrow at 3:30", "2027-10-31T02:30Z")]
    public void Hours_last_as_long_as_ever_across_a_clock_change(string now, string words, string due)
    {
        var clock = Now with { Now = Utc(now) };

        Assert.Equal(Utc(due), Assert.IsType<TimeReading.Found>(TimeReader.ReadWhole(words, clock, Tense.Ahead)).At.Moment);
    }

    /// <summary>In Beirut a day of 2027 begins at 01:00: its midnight does not exist.</summary>
    [Theory]
    [InlineData("Asia/Beirut", "2027-03-28", "2027-03-27T22:00Z")]
    [InlineData("America/Havana", "2027-03-14", "2027-03-14T05:00Z")]
    [InlineData("Europe/Berlin", "2027-10-31", "2027-10-30T22:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-04", "2027-04-03T13:00Z")]
    public void A_day_begins_at_its_first_moment(string zone, string day, string begins) => Assert.Equal(
        Utc(begins),
        (Now with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) }).StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("monday", "2027-03-15")]
    [InlineData("Friday", "2027-03-12")]
    [InlineData("last Friday", "2027-03-05")]
    [InlineData("in 3 days", "2027-03-13")]
    [InlineData("2 weeks ago", "2027-02-24")]
    [InlineData("three days ago", "2027-03-07")]
    [InlineData("the day after tomorrow", "2027-03-12")]
    [InlineData("end of month", "2027-03-31")]
    [InlineData("24 December", "2027-12-24")]
    [InlineData("heute", "2027-03-10")]
    [InlineData("vor zwei Wochen", "2027-02-24")]
    [InlineData("dans 3 jours", "2027-03-13")]
    [InlineData("15.12.", "2027-12-15")]
    public void Filters_know_days_by_the_same_words(string words, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeReader.ReadDay(words, Now));

    [Theory]
    [InlineData("next week")]
    [InlineData("03/04")]
    [InlineData("at 5")]
    [InlineData("tomorrow at 5")]
    [InlineData("in 3 hours")]
    [InlineData("big")]
    [InlineData("me")]
    public void Spans_hours_and_other_words_are_no_day_of_a_filter(string words) => Assert.Null(TimeReader.ReadDay(words, Now));

    [Theory]
    [InlineData("15.12.2026", "de-DE", "2026-12-15")]
    [InlineData("03/04/2026", "en-GB", "2026-04-03")]
    [InlineData("03/04/2026", "en-US", "2026-03-04")]
    [InlineData("15 Dec 2026", "en-US", "2026-12-15")]
    [InlineData("15. Dezember 2026", "de-DE", "2026-12-15")]
    [InlineData("15 décembre 2026", "fr-FR", "2026-12-15")]
    public void A_date_with_its_year_is_read_in_its_writers_order(string words, string locale, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeReader.ReadDate(words, CultureInfo.GetCultureInfo(locale)));

    [Theory]
    [InlineData("in ", 20_000)]
    [InlineData("1/", 20_000)]
    [InlineData("next ", 20_000)]
    [InlineData("at 5 ", 20_000)]
    [InlineData("end of the ", 20_000)]
    [InlineData("freitagnachmittag", 20_000)]
    [InlineData("tomorrow at ", 20_000)]
    [InlineData("\u0301", 20_000)]
    [InlineData("😀 at ", 20_000)]
    [InlineData("\ud800", 20_000)]
    public void No_text_takes_long(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var watch = Stopwatch.StartNew();

        _ = TimeReader.Read(text, Now, Tense.Ahead);
        _ = TimeReader.ReadWhole(text, Now, Tense.Ahead);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    /// <summary>Whatever is said, a reminder never lies in the past and the sentence never throws.</summary>
    [Fact]
    public void No_order_of_words_makes_a_moment_in_the_past()
    {
        string[] words = ["in", "at", "on", "next", "last", "5", "17:00", "31/02", "2026", "Friday", "March", "week", "end of", "morning",
            "to", "ago", "vor", "heute", "demain", "à", "half past", "15.", "-", ",", "every", "3 days", "2020-01-01", "pm"];
        var chance = new Random(14);
        for (var i = 0; i < 20_000; i++)
        {
            var sentence = string.Join(' ', Enumerable.Range(0, chance.Next(1, 7)).Select(_ => words[chance.Next(words.Length)]));
            if (TimeReader.Read(sentence, Now, Tense.Ahead) is TimeReading.Found found)
            {
                Assert.True(found.At.Moment is { } moment ? moment >= Now.Now.AddMinutes(-1) : found.At.Day >= Now.Today,
                    $"{sentence}: {found.At}");
            }

            if (TimeReader.Read(sentence, Now, Tense.Behind) is TimeReading.Found past)
            {
                Assert.True(
                    past.At.Moment is { } moment ? moment <= Now.Now.AddMinutes(1) : past.At.Day <= Now.Today, $"{sentence}: {past.At}");
            }

            _ = TimeReader.ReadDay(sentence, Now);
        }
    }

    private static DateTimeOffset Utc(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
