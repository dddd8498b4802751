using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Filtering;

namespace Crm.Core.Tests.Activities;

public sealed class DueWordsTests
{
    /// <summary>Wednesday, 10 March 2027, 23:30 in Berlin, where it is still the 10th in UTC.</summary>
    private static readonly FilterClock Now = new(
        new DateTimeOffset(2027, 3, 10, 22, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), CultureInfo.GetCultureInfo("en-GB"));

    [Theory]
    [InlineData("Friday", "2027-03-12")]
    [InlineData("on fri", "2027-03-12")]
    [InlineData("wednesday", "2027-03-17")]
    [InlineData("next Monday", "2027-03-15")]
    [InlineData("today", "2027-03-10")]
    [InlineData("tomorrow at 14:00", "2027-03-11 14:00")]
    [InlineData("tomorrow 9am", "2027-03-11 09:00")]
    [InlineData("Friday at 3 pm", "2027-03-12 15:00")]
    [InlineData("at 23:45", "2027-03-10 23:45")]
    [InlineData("in 3 days", "2027-03-13")]
    [InlineData("in a week", "2027-03-17")]
    [InlineData("in 1 hour", "2027-03-11 00:30")]
    [InlineData("next week", "2027-03-15")]
    [InlineData("next month", "2027-04-01")]
    [InlineData("2027-12-24", "2027-12-24")]
    [InlineData("24 December", "2027-12-24")]
    [InlineData("March 1", "2028-03-01")]
    [InlineData("29 February", "2028-02-29")]
    public void Days_are_the_persons_own(string words, string due) => Assert.Equal(due, DueWords.Parse(words, Now));

    /// <summary>Berlin: at 01:00 UTC on 28 March 2027 the clocks go from 2 to 3, on 31 October 2027 from 3 back to 2.</summary>
    [Theory]
    [InlineData("2027-03-28T00:30Z", "in 2 hours", "2027-03-28T02:30Z")]
    [InlineData("2027-03-27T22:30Z", "in 90 minutes", "2027-03-28T00:00Z")]
    [InlineData("2027-10-30T23:30Z", "in 1 hour", "2027-10-31T00:30Z")]
    [InlineData("2027-10-30T23:30Z", "in 2 hours", "2027-10-31T01:30Z")]
    [InlineData("2027-10-30T23:30Z", "in 3 hours", "2027-10-31T02:30Z")]
    [InlineData("2027-03-27T11:00Z", "in 1 day", "2027-03-28T21:59Z")]
    public void Hours_last_as_long_as_ever_across_a_clock_change_and_days_are_days_of_the_calendar(string now, string words, string due)
    {
        var check = new Check();

        var read = DueWords.Read(check, "due", words, Now with { Now = Utc(now) });
        var again = DueWords.Read(check, "due", DueWords.Parse(words, Now with { Now = Utc(now) }), Now with { Now = Utc(now) });

        Assert.Null(check.Refusal);
        Assert.Equal((Utc(due), Utc(due)), (read, again));
    }

    private static DateTimeOffset Utc(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("someday")]
    [InlineData("last week")]
    [InlineData("at 25:00")]
    [InlineData("in 0 lightyears")]
    [InlineData("to the moon")]
    public void What_is_no_day_is_not_guessed(string words) => Assert.Null(DueWords.Parse(words, Now));
}
