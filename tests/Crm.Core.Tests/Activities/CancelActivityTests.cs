namespace Crm.Core.Tests.Activities;

/// <summary>
/// A task is started; what is planned is cancelled, with a reason or without, and is then neither due, nor next, nor a contact.
/// </summary>
public sealed class CancelActivityTests : WorldTests
{
    private CurrentUser bob = null!;
    private CurrentUser boss = null!;
    private Guid contact;

    protected override async Task ArrangeAsync()
    {
        bob = await World.UserAsync("Bob Stone");
        boss = await World.UserAsync("Carla Boss", Role.Manager);
        contact = await World.ContactAsync(Ann, "Ida", "Berg");
    }

    [Fact]
    public async Task A_task_is_started_from_its_card_stays_to_be_done_and_says_so()
    {
        var task = await PlanAsync("TASK", "tomorrow");

        var started = await PressAsync(Ann, await ShowAsync(task), "Start");

        Assert.Equal("IN_PROGRESS", await StatusAsync(task));
        Says("In progress", started);
        Says("Status: Pending → In progress", started);
        Assert.DoesNotContain("Start", Buttons(started));
        Assert.Contains("in progress", await NextAsync(), StringComparison.Ordinal);
        Says("in progress", await World.PressAsync(Ann, ListActivities.Verb, new ListActivities("status is \"In progress\"")));

        await PressAsync(Ann, started, "Complete");
        Assert.Equal("COMPLETED", await StatusAsync(task));
    }

    [Fact]
    public async Task Starting_twice_changes_nothing_the_second_time_and_undo_takes_the_start_back()
    {
        var task = await PlanAsync("TASK", null);
        await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(task));
        var version = await VersionAsync(task);

        Assert.Null((await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(task))).Refusal);

        Assert.Equal(version, await VersionAsync(task));
        await World.PressAsync(Ann, UndoLast.Verb, new UndoLast());
        Assert.Equal("PENDING", await StatusAsync(task));
    }

    [Fact]
    public async Task Only_an_open_task_is_started()
    {
        var call = await PlanAsync("CALL", "tomorrow");
        var (done, off) = (await PlanAsync("TASK", null, "Done"), await PlanAsync("TASK", null, "Off"));
        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(done));
        await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(off));

        Says("Only a task is started.", await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(call)));
        Says("This task is completed. Press Reopen first.", await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(done)));
        Says("This task is cancelled. Press Reopen first.", await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(off)));
        Assert.Equal(("PENDING", "COMPLETED", "CANCELLED"), (await StatusAsync(call), await StatusAsync(done), await StatusAsync(off)));
    }

    [Theory]
    [InlineData("TASK", "Cancel task")]
    [InlineData("CALL", "Cancel call")]
    [InlineData("MEETING", "Cancel meeting")]
    public async Task What_is_planned_is_cancelled_from_its_card_with_a_reason_that_stays_and_is_reopened(string type, string title)
    {
        var planned = await PlanAsync(type, "tomorrow 9am");
        var card = await ShowAsync(planned);

        var off = await PressAsync(Ann, await PressAsync(Ann, card, title), "Cancel it", ("reason", "They moved"));

        Assert.Equal("CANCELLED", await StatusAsync(planned));
        Says("Cancelled because\nThey moved", off);
        Says("Status: Pending → Cancelled", off);
        Assert.DoesNotContain("Happened", Text(off), StringComparison.Ordinal);
        Assert.DoesNotContain("Complete", Buttons(off));

        await PressAsync(Ann, off, "Reopen");
        Assert.Equal("PENDING", await StatusAsync(planned));
        Assert.DoesNotContain("They moved", Text(await ShowAsync(planned)).Split("Changes")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TASK")]
    [InlineData("CALL")]
    [InlineData("MEETING")]
    public async Task What_is_cancelled_is_not_next_not_due_not_overdue_and_no_contact_not_even_when_its_hour_has_come(string type)
    {
        var planned = await PlanAsync(type, "tomorrow 9am");
        await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(planned, "They moved"));
        var past = World.Clock.GetUtcNow().AddDays(-2);
        await World.TruthAsync<int>(
            $"update activities set due_date = '{past:O}', occurred_at = '{past:O}' where id = '{planned}'; select 1");

        var today = (await World.RunAsync(
            Ann, (ShowDashboardHandler h, CancellationToken ct) => h.HandleAsync(new ShowDashboard(), ct))).Value;

        Assert.DoesNotContain("Renewal", await NextAsync(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (today.Overdue.Count.Value, today.DueToday.Count.Value));
        Assert.Equal(0, await ContactsAsync("last contact is not empty"));
        Assert.Equal(0, await ContactsAsync("next meeting is not empty"));
        Assert.Equal(0, await ActivitiesAsync("status is any of (Pending, \"In progress\")"));
        Assert.Equal(1, await ActivitiesAsync("status is Cancelled"));
    }

    [Fact]
    public async Task A_coming_meeting_that_is_cancelled_is_no_next_meeting_any_more()
    {
        var meeting = await PlanAsync("MEETING", "tomorrow 9am");
        Assert.Equal(1, await ContactsAsync("next meeting is not empty"));

        await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(meeting));

        Assert.Equal(0, await ContactsAsync("next meeting is not empty"));
    }

    [Fact]
    public async Task Cancelling_needs_no_reason_happens_once_and_undo_brings_back_what_was_begun()
    {
        var task = await PlanAsync("TASK", null);
        await World.PressAsync(Ann, StartActivity.Verb, new StartActivity(task));
        await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(task, "First"));
        var version = await VersionAsync(task);

        Assert.Null((await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(task, "Second"))).Refusal);

        Assert.Equal((version, "First"), (await VersionAsync(task), await ReasonAsync(task)));
        await World.PressAsync(Ann, UndoLast.Verb, new UndoLast());
        Assert.Equal(("IN_PROGRESS", ""), (await StatusAsync(task), await ReasonAsync(task)));
        Assert.Null((await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(task, "  "))).Refusal);
        Assert.Equal(("CANCELLED", ""), (await StatusAsync(task), await ReasonAsync(task)));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_comes_back_to_be_mended()
    {
        var task = await PlanAsync("TASK", null);

        var refused = await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(task, new string('x', 501)));

        Assert.NotNull(refused.Refusal!.For("reason"));
        Assert.Contains("Cancel it", Buttons(refused));
        Assert.Equal("PENDING", await StatusAsync(task));
    }

    [Fact]
    public async Task What_happened_is_not_cancelled_and_what_was_captured_is_cancelled_in_its_calendar()
    {
        var done = await PlanAsync("CALL", null);
        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(done));
        var captured = await PlanAsync("MEETING", "tomorrow 9am");
        await World.TruthAsync<int>($"update activities set source_key = 'meeting:1|2' where id = '{captured}'; select 1");

        Says("This is done and cannot be cancelled", await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(done)));
        Says("Cancel it there", await World.PressAsync(Ann, CancelActivity.Verb, new CancelActivity(captured)));
        Assert.DoesNotContain("Cancel meeting", Buttons(await ShowAsync(captured)));
        Assert.Equal(("COMPLETED", "PENDING"), (await StatusAsync(done), await StatusAsync(captured)));
    }

    [Fact]
    public async Task Owner_assignee_and_manager_may_start_and_cancel_and_nobody_else()
    {
        var task = await PlanAsync("TASK", null);
        Assert.NotNull((await World.PressAsync(bob, StartActivity.Verb, new StartActivity(task))).Refusal);
        Assert.NotNull((await World.PressAsync(bob, CancelActivity.Verb, new CancelActivity(task))).Refusal);
        Assert.Equal("PENDING", await StatusAsync(task));

        await World.PressAsync(Ann, AssignActivity.Verb, new AssignActivity(task, bob.Id));
        Assert.Null((await World.PressAsync(bob, StartActivity.Verb, new StartActivity(task))).Refusal);
        Assert.Null((await World.PressAsync(boss, CancelActivity.Verb, new CancelActivity(task))).Refusal);
        Assert.Equal("CANCELLED", await StatusAsync(task));
    }

    [Fact]
    public async Task A_press_on_a_card_that_is_out_of_date_cancels_nothing()
    {
        var task = await PlanAsync("TASK", null);
        var old = await ShowAsync(task);
        await World.PressAsync(boss, RescheduleActivity.Verb, new RescheduleActivity(task, "in 3 days"));

        var answer = await PressAsync(Ann, await PressAsync(Ann, old, "Cancel task"), "Cancel it", ("reason", "Late"));

        Says("Nothing was done: your card was out of date.", answer);
        Assert.Equal("PENDING", await StatusAsync(task));
    }

    [Fact]
    public async Task By_name_a_task_is_started_and_a_meeting_cancelled_with_its_reason()
    {
        var (task, meeting) = (await PlanAsync("TASK", null, "Send the offer"), await PlanAsync("MEETING", "tomorrow 9am", "Walk through"));

        await World.PressAsync(Ann, StartTaskByName.Verb, new StartTaskByName("send the offer"));
        await World.PressAsync(Ann, CancelActivityByName.Verb, new CancelActivityByName("Walk through", "they moved"));

        Assert.Equal(
            ("IN_PROGRESS", "CANCELLED", "they moved"), (await StatusAsync(task), await StatusAsync(meeting), await ReasonAsync(meeting)));
    }

    [Fact]
    public async Task By_name_the_word_before_a_subject_may_be_part_of_it_or_say_what_it_is()
    {
        var (called, plain) = (await PlanAsync("TASK", null, "Call Aurora"), await PlanAsync("MEETING", "tomorrow 9am", "Walk through"));

        await World.PressAsync(Ann, CancelActivityByName.Verb, new CancelActivityByName("call Aurora"));
        await World.PressAsync(Ann, CancelActivityByName.Verb, new CancelActivityByName("the meeting Walk through"));

        Assert.Equal(("CANCELLED", "CANCELLED"), (await StatusAsync(called), await StatusAsync(plain)));
    }

    [Fact]
    public async Task By_name_a_subject_that_is_only_like_it_is_asked_about_with_the_reason_kept()
    {
        var meeting = await PlanAsync("MEETING", "tomorrow 9am", "Walk through the depot");

        var asked = await World.PressAsync(Ann, CancelActivityByName.Verb, new CancelActivityByName("Walk through", "they moved"));

        Says("Nothing is cancelled yet.", asked);
        Assert.Equal("PENDING", await StatusAsync(meeting));
        await PressAsync(Ann, asked, "Cancel this");
        Assert.Equal(("CANCELLED", "they moved"), (await StatusAsync(meeting), await ReasonAsync(meeting)));
    }

    private async Task<Guid> PlanAsync(string type, string? due, string subject = "Renewal") => (await World.RunAsync(
        Ann,
        (PlanActivityHandler h, CancellationToken ct) =>
            h.HandleAsync(new PlanActivity(type, subject, Due: due, ContactId: contact.ToString()), ct))).Value;

    private Task<CardAnswer> ShowAsync(Guid id) => World.PressAsync(Ann, ShowActivity.Verb, new ShowActivity(id));

    private Task<string> StatusAsync(Guid id) => World.TruthAsync<string>($"select status from activities where id = '{id}'");

    private Task<string> ReasonAsync(Guid id) =>
        World.TruthAsync<string>($"select coalesce(cancel_reason, '') from activities where id = '{id}'");

    private Task<int> VersionAsync(Guid id) => World.TruthAsync<int>($"select version from activities where id = '{id}'");

    /// <summary>What the contact's card says before its last contacts.</summary>
    private async Task<string> NextAsync() =>
        Text(await World.PressAsync(Ann, ShowContact.Verb, new ShowContact(contact))).Split("Last contacts")[0];

    private async Task<int> ContactsAsync(string filter) =>
        (await World.RunAsync(Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(filter), ct)))
        .Value.Total;

    private async Task<int> ActivitiesAsync(string filter) =>
        (await World.RunAsync(Ann, (ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(new ListActivities(filter), ct)))
        .Value.Total;

    private Task<CardAnswer> PressAsync(CurrentUser who, CardAnswer shown, string title, params (string Id, string Typed)[] inputs)
    {
        var button = BotDriver.Buttons(JsonSerializer.SerializeToElement(shown.Card, CardJson.Options))
            .First(b => b.TryGetProperty("title", out var t) && t.GetString() == title);
        var data = button.GetProperty("data").EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value);
        foreach (var (id, typed) in inputs)
        {
            data[id] = typed;
        }

        return World.PressAsync(who, button.GetProperty("verb").GetString()!, data);
    }

    private static void Says(string text, CardAnswer answer) => Assert.Contains(text, Text(answer), StringComparison.Ordinal);

    private static string Text(CardAnswer answer) => BotDriver.TextOf(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options));

    private static IEnumerable<string?> Buttons(CardAnswer answer) =>
        BotDriver.Buttons(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options)).Select(b => b.GetProperty("title").GetString());
}
