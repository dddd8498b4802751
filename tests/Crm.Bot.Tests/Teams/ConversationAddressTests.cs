namespace Crm.Bot.Tests.Teams;

/// <summary>Where the bot may write first, and how it learns that it may not any more.</summary>
public sealed class ConversationAddressTests : ProactiveTests
{
    [Fact]
    public async Task A_message_leaves_the_address_of_its_conversation()
    {
        await SayAsync("hello");

        Assert.Equal(1, await World.TruthAsync<long>(Alive));
        var kept = JsonElement.Parse(
            await World.TruthAsync<string>($"select reference::text from crm_control.conversation_references where user_id = '{Me.Id}'"));
        Assert.Equal(Bot.ServiceUrl, kept.GetProperty("serviceUrl").GetString());
        Assert.Equal($"a:{Oid}", kept.GetProperty("conversation").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_channel_is_kept_as_nobodys_personal_chat()
    {
        await Bot.SayAsync(
            "deals", World.Contoso, Oid, change: a => a["conversation"] =
            new JsonObject { ["id"] = "19:x@thread.tacv2", ["conversationType"] = "channel", ["tenantId"] = World.Contoso.ToString() });

        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from crm_control.conversation_references where user_id is null"));
        Assert.Equal(0, await World.TruthAsync<long>(Alive));
    }

    [Theory]
    [InlineData("installationUpdate", "remove")]
    [InlineData("conversationUpdate", "membersRemoved")]
    public async Task A_removed_app_ends_the_address_and_an_added_one_revives_it(string type, string removed)
    {
        await SayAsync("hello");

        await PostAsync(type, removed);
        Assert.Equal(0, await World.TruthAsync<long>(Alive));

        await PostAsync(type, removed == "remove" ? "add" : "membersAdded");
        Assert.Equal(1, await World.TruthAsync<long>(Alive));
    }

    [Theory]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("MessageWritesBlocked")]
    public async Task A_blocked_chat_is_dead_until_the_person_writes_again(string code)
    {
        await SayAsync("hello");
        await Bot.RefuseNextAsync(403, code);
        using (await Bot.PostAsync(Bot.Activity("message", World.Contoso, Oid, "Ann Miller", a => a["text"] = "help")))
        {
        }

        Assert.Equal(
            code, await World.TruthAsync<string>("select dead_because from crm_control.conversation_references where dead_at is not null"));

        await SayAsync("hello");
        Assert.Equal(1, await World.TruthAsync<long>(Alive));
    }
}
