using Crm.Bot.Tests.BotFramework;

namespace Crm.Bot.Tests.Teams;

/// <summary>
/// Somebody without an account writes, in a tenant that lets its members in by themselves. The roster is a stand-in with any answer.
/// </summary>
public sealed class GuestTests : BotWorld
{
    private static readonly Guid Stranger = Guid.Parse("44444444-4444-4444-8444-444444444440");

    [Theory]
    [InlineData("""{"userRole":"user","tenantId":"TENANT","aadObjectId":"PERSON"}""", true)]
    [InlineData("""{"userRole":"user","tenantId":"TENANT"}""", true)]
    [InlineData("""{"userRole":"guest","tenantId":"TENANT","aadObjectId":"PERSON"}""", false)]
    [InlineData("""{"userRole":"Guest","tenantId":"TENANT","aadObjectId":"PERSON"}""", false)]
    [InlineData("""{"userRole":"anonymous","tenantId":"TENANT","aadObjectId":"PERSON"}""", false)]
    [InlineData("""{"userRole":"user","tenantId":"99999999-9999-4999-8999-999999999999","aadObjectId":"PERSON"}""", false)]
    [InlineData("""{"userRole":"user","tenantId":"elsewhere","aadObjectId":"PERSON"}""", false)]
    public async Task Only_a_member_of_the_tenant_gets_an_account(string roster, bool comesIn) =>
        await AssertAsync(roster, comesIn, _ => { });

    [Fact]
    public async Task Somebody_who_writes_from_another_tenant_gets_none() => await AssertAsync(
        """{"userRole":"user","tenantId":"TENANT","aadObjectId":"PERSON"}""", false,
        a => a["from"]!["tenantId"] = "99999999-9999-4999-8999-999999999999");

    private async Task AssertAsync(string roster, bool comesIn, Action<JsonObject> change)
    {
        await World.UserAsync("Patti Admin", Role.Admin);
        var member = roster.Replace("TENANT", World.Contoso.ToString(), StringComparison.Ordinal)
            .Replace("PERSON", Stranger.ToString(), StringComparison.Ordinal);
        await using var teams = await ChannelStandIn.StartAsync();
        teams.Connector = (seen, _) => seen.Method == "GET" ? new Answer(200, member) : new Answer(201, """{"id":"m1"}""");
        await using var host = Host();
        await using var welcoming = host.WithWebHostBuilder(web => web.UseSetting("Access:AutoProvision", "true"));
        using var bot = welcoming.CreateClient();

        using var answer = await bot.PostAsJsonAsync("/api/messages", Bot.Activity("message", World.Contoso, Stranger, "Gil Guest", a =>
        {
            (a["text"], a["serviceUrl"]) = ("today", teams.Url);
            change(a);
        }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = teams.Requests.Last(r => r.Method == "POST").Body;
        Assert.Equal(comesIn ? 1 : 0, await World.TruthAsync<long>($"select count(*) from users where entra_object_id = '{Stranger}'"));
        Assert.Equal(!comesIn, said.Contains("for members of the organisation", StringComparison.Ordinal));
        Assert.DoesNotContain("Patti", said, StringComparison.Ordinal);
    }
}

/// <summary>The same where tokens are checked: who is not known to be a member is none.</summary>
public sealed class CheckedMemberTests
{
    [Theory]
    [InlineData(200, """{"userRole":"user","tenantId":"TENANT","aadObjectId":"PERSON"}""", true)]
    [InlineData(200, """{"userRole":"user","tenantId":"TENANT","objectId":"PERSON"}""", true)]
    [InlineData(200, """{"userRole":"user","tenantId":"TENANT","aadObjectId":"99999999-9999-4999-8999-999999999999"}""", false)]
    [InlineData(200, """{"userRole":"user","aadObjectId":"PERSON"}""", false)]
    [InlineData(200, """{"tenantId":"TENANT","aadObjectId":"PERSON"}""", false)]
    [InlineData(200, """{"userRole":"guest","tenantId":"TENANT","aadObjectId":"PERSON"}""", false)]
    [InlineData(200, "{}", false)]
    [InlineData(200, "<html>", false)]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""", false)]
    [InlineData(404, """{"error":{"code":"MemberNotFoundInConversation"}}""", false)]
    [InlineData(500, "", false)]
    public async Task The_roster_decides(int status, string roster, bool expected)
    {
        await using var channel = await ChannelStandIn.StartAsync();
        var (tenant, person) = (Guid.Parse(TestBot.Tenant), Guid.Parse("33333333-3333-4333-8333-333333333333"));
        var answer = roster.Replace("TENANT", TestBot.Tenant, StringComparison.Ordinal)
            .Replace("PERSON", $"{person}", StringComparison.Ordinal);
        channel.Connector = (_, _) => new Answer(status, answer);
        bool? isMember = null;
        await using var bot = await TestBot.StartAsync(channel, async (turn, ct) =>
        {
            isMember = await new Crm.Bot.Teams.TenantMembers(checksTokens: true).HasAsync(turn, tenant, person, ct);
            return Crm.Bot.BotFramework.TurnResult.Done;
        });

        await bot.StatusAsync(
            TestBot.Activity(change: a => a["serviceUrl"] = channel.Url), "Bearer " + channel.Token(c => c["serviceurl"] = channel.Url));

        Assert.Equal(expected, isMember);
    }
}
