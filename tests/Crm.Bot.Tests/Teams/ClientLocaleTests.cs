namespace Crm.Bot.Tests.Teams;

/// <summary>Time zone and language as Teams tells them, for a person who has never set them; what the person sets stays.</summary>
public sealed class ClientHomeTests : BotWorld
{
    [Theory]
    [InlineData("Europe/Berlin", "de-DE", null, null, "Europe/Berlin de-DE")]
    [InlineData(null, null, "Asia/Kolkata", "en-IN", "Asia/Kolkata en-IN")]
    [InlineData("Europe/Berlin", null, "Asia/Kolkata", "en-IN", "Europe/Berlin en-IN")]
    [InlineData("Europe/Berlin", "xx-Nowhere", null, null, "Europe/Berlin en")]
    [InlineData("W. Europe Standard Time", "de-DE", null, null, "Europe/Berlin de-DE")] // as Windows clients say it
    [InlineData("Pacific Standard Time", "en-US", null, null, "America/Los_Angeles en-US")]
    [InlineData("India Standard Time", "en-IN", null, null, "Asia/Calcutta en-IN")]
    [InlineData("FLE Standard Time", "uk-UA", null, null, "Europe/Kiev uk-UA")]
    [InlineData("Europe/Kyiv", "uk-UA", null, null, "Europe/Kyiv uk-UA")] // renamed
    [InlineData("Asia/Calcutta", "en-IN", null, null, "Asia/Calcutta en-IN")]
    [InlineData("US/Pacific", "en-US", null, null, "US/Pacific en-US")]
    [InlineData("Etc/GMT+5", "en-US-POSIX", null, null, "Etc/GMT+5 en-US-POSIX")]
    [InlineData(" Europe/Berlin ", "de-DE", null, null, "Europe/Berlin de-DE")]
    [InlineData("Mars/Olympus", "de-DE", "Asia/Kolkata", "en-IN", "Asia/Kolkata de-DE")]
    [InlineData("../../etc/passwd", "de-DE", null, null, "UTC en")]
    [InlineData("Europe/Berlin\u0000", "de-DE", null, null, "UTC en")]
    [InlineData("+02:00", "qps-ploc", null, null, "UTC en")]
    [InlineData("Mars/Base", "de-DE", null, null, "UTC en")]
    [InlineData("", "de-DE", null, null, "UTC en")]
    [InlineData(null, null, null, null, "UTC en")]
    public async Task The_first_message_tells_where_the_person_is(
        string? zone, string? locale, string? clientZone, string? clientLocale, string expected)
    {
        await NewcomerAsync();

        await SayAsync("hello", zone, locale, clientZone, clientLocale);

        Assert.Equal(expected, await HomeAsync());
    }

    [Fact]
    public async Task It_counts_from_that_first_message_on()
    {
        await NewcomerAsync();

        Assert.Contains("14:00", Text(await SayAsync("remind me tomorrow at 14:00 to call", "America/New_York", "en-US")));
        Assert.Equal(
            "14:00", await World.TruthAsync<string>("select to_char(due_date at time zone 'America/New_York', 'HH24:MI') from activities"));
    }

    [Fact]
    public async Task What_the_person_chose_stays_whatever_a_client_says_also_after_a_restart()
    {
        await NewcomerAsync();
        var settings = await base.SayAsync("settings");
        await PressAsync(settings, "Save", new { timeZone = "UTC", locale = "en-GB" });

        await SayAsync("hello", "Europe/Berlin", "de-DE");
        Assert.Equal("UTC en-GB", await HomeAsync());

        await using var restarted = Host();
        await using var again = await BotDriver.StartAsync(restarted.CreateClient());
        await again.SayAsync("hello", World.Contoso, Oid, change: a => (a["id"], a["localTimezone"]) = ("again", "Europe/Berlin"));
        Assert.Equal("UTC en-GB", await HomeAsync());
    }

    [Fact]
    public async Task A_journey_changes_nothing()
    {
        await NewcomerAsync();
        await SayAsync("hello", "Europe/Berlin", "de-DE");

        await SayAsync("hello", "Asia/Tokyo", "ja-JP");

        Assert.Equal("Europe/Berlin de-DE", await HomeAsync());
    }

    [Fact]
    public async Task What_the_administrator_wrote_stays()
    {
        await World.TruthAsync<long>(
            "with set as (update users set timezone = 'Europe/Paris', locale = 'fr-FR' returning 1) select count(*) from set");

        await SayAsync("hello", "Europe/Berlin", "de-DE");

        Assert.Equal("Europe/Paris fr-FR", await HomeAsync());
    }

    /// <summary>As a person is who was provisioned and has set nothing.</summary>
    private Task NewcomerAsync() =>
        World.TruthAsync<long>("with set as (update users set timezone = 'UTC', locale = 'en' returning 1) select count(*) from set");

    private Task<string> HomeAsync() => World.TruthAsync<string>($"select timezone || ' ' || locale from users where id = '{Me.Id}'");

    private Task<System.Text.Json.JsonElement> SayAsync(
        string text, string? zone, string? locale, string? clientZone = null,
        string? clientLocale = null) => Bot.SayAsync(text, World.Contoso, Oid, change: a =>
    {
        (a["localTimezone"], a["locale"]) = (zone, locale);
        if (clientZone is not null)
        {
            a["entities"] =
                new JsonArray(
                    new JsonObject { ["type"] = "clientInfo", ["locale"] = clientLocale, ["country"] = "IN", ["platform"] = "Windows",
                        ["timezone"] = clientZone });
        }
    });
}
