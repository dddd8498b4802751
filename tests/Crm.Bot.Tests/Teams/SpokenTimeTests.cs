namespace Crm.Bot.Tests.Teams;

/// <summary>Time in what people type to the bot: the answer says what was understood, in full.</summary>
public sealed class SpokenTimeTests : BotInBerlin
{
    protected override async Task ArrangeAsync()
    {
        await base.ArrangeAsync();
        await World.ContactAsync(Me, "Clara", "Nilsson");
        await World.ContactAsync(Me, "Friday", "Khan");
    }

    public static TheoryData<string, string, string> Said => new()
    {
        { "remind me Friday at 3pm to send the offer", "send the offer", "Fri 4 Dec, 15:00" },
        { "remind me to send the offer by Friday", "send the offer", "Fri 4 Dec" },
        { "remind me tomorrow morning to call Clara", "call Clara", "Tue 1 Dec, 09:00" },
        { "remind me in half an hour to call Clara", "call Clara", "Mon 30 Nov, 10:30" },
        { "remind me on Dec 15 at 3pm to call Clara", "call Clara", "Tue 15 Dec, 15:00" },
        { "remind me at the end of the month to send the invoice", "send the invoice", "Mon 30 Nov" },
        { "remind me: call Clara tomorrow", "call Clara", "Tue 1 Dec" },
        { "remind me on 3 January to call Clara", "call Clara", "Sun 3 Jan 2027" },
        { "erinnere mich am Freitag um 15 Uhr an das Angebot", "das Angebot", "Fri 4 Dec, 15:00" },
        { "rappelle-moi demain à 15h d'appeler Clara", "appeler Clara", "Tue 1 Dec, 15:00" },
        { "remind me to call Clara", "call Clara", "no day" },
        { "log meeting with Clara about the quote yesterday", "The quote", "29 Nov 2026" },
        { "log call with Clara yesterday", "Call with Clara Nilsson", "29 Nov 2026" },
        { "log call yesterday with Clara about pricing", "Pricing", "29 Nov 2026" },
        { "log call with Clara about pricing at 9:30", "Pricing", "30 Nov 2026 09:30" },
        { "log call with Clara about pricing on Friday", "Pricing", "27 Nov 2026" },
        { "log call with Clara about pricing two days ago", "Pricing", "28 Nov 2026" },
        { "log call with Clara about pricing", "Pricing", "30 Nov 2026 10:00" },
        { "log call with Clara about Friday's demo", "Friday's demo", "30 Nov 2026 10:00" },
        { "log call with Friday Khan", "Call with Friday Khan", "30 Nov 2026 10:00" },
        { "log call at 9 with Clara", "Call with Clara Nilsson", "30 Nov 2026 09:00" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public async Task A_reminder_and_a_log_answer_with_their_moment_in_full(string said, string subject, string moment)
    {
        var card = await SayAsync(said);

        Assert.Contains(subject, Text(card));
        Assert.Contains($"\"{moment}\"", card.GetRawText());
        Assert.Equal(subject, await World.TruthAsync<string>("select subject from activities"));
    }

    [Theory]
    [InlineData("remind me every Monday to call Clara", "every Monday", "call Clara", "A reminder comes once")]
    [InlineData("remind me whenever to sleep", "whenever", "sleep", "isn't a day I know")]
    [InlineData("remind me Blursday to sleep", "Blursday", "sleep", "isn't a day I know")]
    [InlineData("remind me today at 9:00 to call Clara", "today at 9:00", "call Clara", "Mon 30 Nov, 09:00 is past")]
    [InlineData("remind me on 2026-11-01 to call Clara", "on 2026-11-01", "call Clara", "Sun 1 Nov is past")]
    [InlineData("remind me next Friday to call Clara", "next Friday", "call Clara", "Is Fri 4 Dec or Fri 11 Dec meant?")]
    [InlineData("remind me to call Clara at 3pm EST", "at 3pm EST", "call Clara", "your own time zone")]
    [InlineData("remind me on 31/02 to call Clara", "on 31/02", "call Clara", "There is no such day")]
    public async Task What_looks_like_time_and_is_not_clear_is_asked_with_all_that_was_typed(
        string said, string when, string subject, string why)
    {
        var form = await SayAsync(said);

        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from activities"));
        Assert.Contains(why, Text(form));
        Assert.Contains($"\"value\":\"{when}\"", form.GetRawText().Replace(": ", ":", StringComparison.Ordinal));
        var done = await PressAsync(form, "Create task", new { due = "Friday 14:00", subject });
        Assert.Contains("Fri 4 Dec, 14:00", done.GetRawText());
    }

    [Theory]
    [InlineData("log call with Clara tomorrow", "Tue 1 Dec lies ahead")]
    [InlineData("log call with Clara about pricing last week", "Which day is meant?")]
    public async Task A_log_of_no_one_day_in_the_past_is_asked(string said, string why)
    {
        var form = await SayAsync(said);

        Assert.Contains(why, Text(form));
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from activities"));
    }

    [Fact]
    public async Task A_log_without_a_name_opens_the_form_with_its_day()
    {
        var form = (await SayAsync("log call about pricing yesterday")).GetRawText();

        Assert.Contains("\"pricing\"", form);
        Assert.Contains("\"11/29/2026\"", form);
    }
}
