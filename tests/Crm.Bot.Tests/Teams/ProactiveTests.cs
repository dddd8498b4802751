namespace Crm.Bot.Tests.Teams;

/// <summary>A test in which the bot writes first.</summary>
public abstract class ProactiveTests : BotWorld
{
    protected const string Alive = "select count(*) from crm_control.conversation_references where user_id is not null and dead_at is null";

    protected async Task<IReadOnlyList<JsonElement>> ProactivesAsync(string begins) =>
    [
        .. (await Bot.SentAsync()).Where(call => call.GetProperty("status").GetInt32() is >= 200 and < 300)
            .Select(call => call.GetProperty("body").GetProperty("attachments")[0].GetProperty("content"))
            .Where(card => card.GetProperty("fallbackText").GetString()!.StartsWith(begins, StringComparison.Ordinal)),
    ];

    protected async Task PostAsync(string type, string what)
    {
        using var _ = await Bot.PostAsync(Bot.Activity(type, World.Contoso, Oid, "Ann Miller", a =>
        {
            if (type == "installationUpdate")
            {
                a["action"] = what;
            }
            else
            {
                a[what] = new JsonArray(new JsonObject { ["id"] = "28:bot" });
            }
        }));
    }
}
