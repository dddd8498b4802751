namespace Crm.Core.Tests.Capture;

/// <summary>
/// What presses answered is kept, so that a second delivery is answered again: of a meeting that turned private it keeps no words either.
/// </summary>
public sealed class ForgottenPressTests : IAsyncLifetime
{
    private CaptureStage stage = null!;
    private CapturedEvent meeting = null!;
    private Guid id;

    private CurrentUser Ann => stage["Ann"].User with { Door = Door.Teams };

    public async Task InitializeAsync()
    {
        stage = await CaptureStage.SetAsync("Ann");
        meeting = stage.Meeting("1", CaptureStage.Clara, stage.AddressOf("Ann"))
            with { Subject = "Secret offer", Location = "Secret room" };
        stage.Paper.Says("e-1-Ann", "The secret text");
        await ShownAsync(meeting);
        id = (await stage.MeetingAsync()).Id;
    }

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task A_meeting_turned_private_leaves_no_words_behind_in_what_presses_answered()
    {
        await PressAsync(AssignActivity.Verb, new AssignActivity(id, stage["Ann"].User.Id));
        await PressAsync(CompleteActivity.Verb, new CompleteActivity(id));
        await AnsweredWithViewAsync(id);
        await PressAsync(UndoLast.Verb, new UndoLast());
        await PressAsync(DeleteRecord.Verb, new DeleteRecord(RecordKind.Activity, id));
        await PressAsync(RestoreByName.Verb, new RestoreByName("secret offer"));
        await PressAsync(UndoLast.Verb, new UndoLast());
        Assert.InRange(await HoldingAsync("secret"), 1, 6);

        await PressAsync(PlanActivity.Verb, new PlanActivity("TASK", "Keep these words"));
        await AnsweredWithViewAsync((await stage.ActivitiesAsync()).Single(a => a.Subject == "Keep these words").Id);
        await ShownAsync(meeting with { Sensitivity = Sensitivity.Private });

        Assert.Equal(["Keep these words", "Private meeting"], (await stage.ActivitiesAsync()).Select(a => a.Subject).Order());
        Assert.Equal(0, await HoldingAsync("secret"));
        Assert.Equal(1, await HoldingAsync("Keep these words"));
    }

    [Fact]
    public async Task A_press_that_arrives_again_is_answered_with_what_may_be_read_and_happens_once()
    {
        var press = () => stage.World.Cards.RunAsync(
            Ann, CompleteActivity.Verb, new CompleteActivity(id), CancellationToken.None, "teams:press-1");
        await press();
        await ShownAsync(meeting with { Sensitivity = Sensitivity.Private });
        var version = (await stage.MeetingAsync()).Version;

        var again = await press();

        Assert.Null(again.Refusal);
        Assert.Contains("Private meeting", BotDriver.TextOf(CardJson.ToElement(again.Card)), StringComparison.Ordinal);
        Assert.Equal(version, (await stage.MeetingAsync()).Version);
    }

    [Fact]
    public async Task The_words_of_other_records_stay()
    {
        var other = stage.Meeting("2", CaptureStage.Clara, stage.AddressOf("Ann")) with { Subject = "Open offer" };
        await ShownAsync(other);
        var open = (await stage.ActivitiesAsync()).Single(a => a.Subject == "Open offer");
        await PressAsync(CompleteActivity.Verb, new CompleteActivity(open.Id));
        await AnsweredWithViewAsync(open.Id);
        await PressAsync(CompleteActivity.Verb, new CompleteActivity(id));
        await AnsweredWithViewAsync(id);

        await ShownAsync(meeting with { Sensitivity = Sensitivity.Private });

        Assert.Equal((1, 0), (await HoldingAsync("Open offer"), await HoldingAsync("secret")));
    }

    private async Task ShownAsync(CapturedEvent shown)
    {
        stage.Calendar("Ann", shown);
        await stage.MeetAsync("Ann");
    }

    private async Task PressAsync(string verb, object data)
    {
        stage.World.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null((await stage.World.PressAsync(Ann, verb, data)).Refusal);
    }

    /// <summary>Most presses answer with an id; what holds when one answers with the whole record is shown by writing that down.</summary>
    private async Task AnsweredWithViewAsync(Guid activity)
    {
        var view = JsonSerializer.Serialize(await stage.World.SeenActivityAsync(Ann, activity), CardJson.Options);
        Assert.Equal(1, await stage.World.TruthAsync<int>(
            $"""
            with kept as (
              update presses set outcome = '{view.Replace("'", "''", StringComparison.Ordinal)}'
               where made_at = (select max(made_at) from presses) returning 1)
            select count(*)::int from kept
            """));
    }

    private Task<long> HoldingAsync(string words) =>
        stage.World.TruthAsync<long>($"select count(*) from presses where outcome::text ~* '{words}'");
}
