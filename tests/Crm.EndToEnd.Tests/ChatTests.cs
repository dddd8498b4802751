namespace Crm.EndToEnd.Tests;

/// <summary>
/// A rep's day in chat, in the real client: lists that are steered by pressing, a deal lost and taken back, calls and reminders said in a
/// sentence.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class ChatTests(UpRunning up)
{
    [Fact]
    public async Task A_day_in_chat()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "chat");

        await teams.SayAsync("deals where stage is Proposal and value > 10000", "without");
        await teams.TouchAsync("Narrow ▾", "Status");
        await teams.ShootAsync("narrow");
        await teams.PressAsync("Edit filter", "Which deals?");
        await teams.FillAsync("Conditions and order", "stge is Proposal");
        await teams.PressAsync("Count", "Did you mean “stage”?");
        await teams.ShootAsync("edit-filter");
        await teams.PressAsync("Back", "stage is Proposal");
        await teams.PressAsync("Save as view", "Who may use it");
        await teams.FillAsync("Name", "Big proposals");
        await teams.PressAsync("Save", "without");
        await teams.SayAsync("views", "Big proposals");

        await teams.SayAsync("show Wingtip Logistics: support contract", "Move stage");
        await teams.PressAsync("Lost", "Why was it lost?");
        await teams.FillAsync("Why was it lost?", "Price");
        await teams.PressAsync("Mark as lost", "Reopen");
        Assert.Equal(1, await up.TruthAsync<long>("select count(*) from deals where lost_reason = 'Price'"));
        await teams.SayAsync("undo", "is as it was before");
        await teams.ShootAsync("undo");
        Assert.Equal(0, await up.TruthAsync<long>("select count(*) from deals where lost_reason = 'Price'"));

        await teams.SayAsync("log call with Clara Nilsson about pricing", "Pricing");
        await teams.SayAsync("remind me Friday to send the offer", "send the offer");
        await teams.SayAsync("tasks", "send the offer");
        await teams.ShootAsync("tasks");
        await teams.PressAsync("Done", "Activities: 0");
        await teams.SayAsync("today", "Closing within 30 days");
        await teams.ShootAsync("today");
        await teams.SayAsync("pipeline", "weighted");
        await teams.ShootAsync("pipeline");
    }
}
