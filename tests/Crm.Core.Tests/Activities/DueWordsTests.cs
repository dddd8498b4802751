using System.Globalization;
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

    [Theory]
    [InlineData("someday")]
    [InlineData("last week")]
    [InlineData("at 25:00")]
    [InlineData("in 0 lightyears")]
    [InlineData("to the moon")]
    public void What_is_no_day_is_not_guessed(string words) => Assert.Null(DueWords.Parse(words, Now));
}
