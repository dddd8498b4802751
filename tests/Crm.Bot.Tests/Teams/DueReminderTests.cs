namespace Crm.Bot.Tests.Teams;

/// <summary>People are told of their tasks when they come due.</summary>
public sealed class DueReminderTests : ProactiveTests
{
    [Fact]
    public async Task A_task_that_comes_due_is_told_of_once_over_several_hosts()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await using var other = Host();
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // not yet

        await DueAsync("1 minute");
        await Task.WhenAll(LookAsync(), LookAsync(other), LookAsync(), LookAsync(other));
        await LookAsync(other);

        var reminder = Assert.Single(await RemindersAsync());
        Assert.Contains("call Aurora", Text(reminder));
        Assert.Contains("Complete", Text(reminder));
    }

    [Fact]
    public async Task A_task_that_was_put_off_is_told_of_again_and_one_that_is_done_is_not()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("2 minutes");
        await LookAsync();
        await DueAsync("1 minute");
        await LookAsync();
        Assert.Equal(2, (await RemindersAsync()).Count);

        await World.TruthAsync<long>(
            "with done as (update activities set status = 'COMPLETED', completed_at = now(), due_date = now() returning 1) select "
            + "count(*) from done");
        await LookAsync();
        Assert.Equal(2, (await RemindersAsync()).Count);
    }

    [Fact]
    public async Task A_task_that_was_cancelled_is_not_told_of_and_one_that_was_started_is()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await SayAsync("cancel call Aurora because they moved");
        await DueAsync("1 minute");
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await SayAsync("remind me in 5 minutes to call Borealis");
        await SayAsync("start task call Borealis");
        await World.TruthAsync<long>(
            "with moved as (update activities set due_date = now() where status = 'IN_PROGRESS' returning 1) select count(*) from moved");
        await LookAsync();
        Assert.Contains("call Borealis", Text(Assert.Single(await RemindersAsync())));
    }

    [Fact]
    public async Task What_was_due_long_ago_is_not_told_of() => await NotToldAsync("3 hours");

    [Fact]
    public async Task Who_removed_the_app_is_not_written_to()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await PostAsync("installationUpdate", "remove");
        await LookAsync();

        Assert.Empty(await RemindersAsync());
    }

    [Fact]
    public async Task Who_switched_reminders_off_is_written_to_again_when_they_are_on()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB", "false"));
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB")); // a card that does not ask
        await LookAsync();
        Assert.Empty(await RemindersAsync());

        await World.PressAsync(Me, SaveSettings.Verb, new SaveSettings("Europe/Berlin", "en-GB", "true"));
        await LookAsync();
        Assert.Single(await RemindersAsync());
    }

    [Fact]
    public async Task A_reminder_that_meets_a_blocked_chat_ends_the_address_and_one_that_meets_an_outage_is_tried_again()
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync("1 minute");
        await Bot.RefuseNextAsync(400, "BadSyntax");
        await LookAsync();
        await LookAsync(); // held by the one that failed
        Assert.Empty(await RemindersAsync());

        await World.TruthAsync<long>(
            "with freed as (update crm_control.reminders set held_until = now() - interval '1 second' returning 1) select count(*) from "
            + "freed");
        await Bot.RefuseNextAsync(403, "ConversationBlockedByUser");
        await LookAsync();
        Assert.Equal(0, await World.TruthAsync<long>(Alive));
        Assert.Empty(await RemindersAsync());
    }

    /// <summary>Nine in the morning, where the person is, is when people want to hear of a day's task.</summary>
    [Fact]
    public async Task A_task_of_a_day_is_told_of_in_the_persons_morning()
    {
        await SayAsync("remind me today to call Aurora");
        await InZoneWhereItIsAsync("10:00", "23:59");
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // nine o'clock is long past

        await InZoneWhereItIsAsync("00:00", "08:59");
        await LookAsync();
        Assert.Empty(await RemindersAsync()); // nobody is woken at midnight

        await InZoneWhereItIsAsync("09:00", "09:59");
        await LookAsync();
        await LookAsync();
        Assert.Single(await RemindersAsync());
    }

    /// <summary>Zones come from clients, in Windows' names too; the database knows only its own.</summary>
    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    public async Task A_zone_that_the_database_does_not_know_keeps_nobodys_reminder(string zone)
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await World.TruthAsync<long>($"with moved as (update users set timezone = '{zone}' returning 1) select count(*) from moved");
        await DueAsync("10 minutes");

        await LookAsync();

        Assert.Single(await RemindersAsync());
    }

    /// <summary>By this machine's zones, as the product has them: the database's own are of another year and move some clocks.</summary>
    private async Task InZoneWhereItIsAsync(string from, string to)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (first, last) = (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));
        var local = TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId && z.Id.Contains('/', StringComparison.Ordinal))
            .Select(z => (z.Id, Time: TimeZoneInfo.ConvertTime(now, z).DateTime))
            .First(z => TimeOnly.FromDateTime(z.Time) is var time && time >= first && time <= last.Add(TimeSpan.FromSeconds(59)));
        var day = local.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await World.TruthAsync<long>($"with moved as (update users set timezone = '{local.Id}' returning 1) select count(*) from moved");
        await World.TruthAsync<long>(
            $"with moved as (update activities set due_on = '{day}', due_date = ('{day}'::date + time '10:00') at time zone 'UTC' "
            + "returning 1) select count(*) from moved");
    }

    private async Task NotToldAsync(string ago)
    {
        await SayAsync("remind me in 5 minutes to call Aurora");
        await DueAsync(ago);
        await LookAsync();

        Assert.Empty(await RemindersAsync());
    }

    private Task LookAsync(WebApplicationFactory<TeamsTurns>? other = null) =>
        (other?.Services ?? Services).GetRequiredService<DueReminders>().RunAsync(CancellationToken.None);

    private Task DueAsync(string ago) => World.TruthAsync<long>(
        $"with moved as (update activities set due_date = now() - interval '{ago}' returning 1) select count(*) from moved");

    private Task<IReadOnlyList<JsonElement>> RemindersAsync() => ProactivesAsync("Due: ");
}
