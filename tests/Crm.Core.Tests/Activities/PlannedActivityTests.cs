namespace Crm.Core.Tests.Activities;

/// <summary>What is planned isn't a contact yet; it happens when somebody completes it, a meeting at its hour.</summary>
public sealed class PlannedActivityTests : WorldTests
{
    private Guid contact;

    protected override async Task ArrangeAsync()
    {
        contact = await World.ContactAsync(Ann, "Ida", "Berg");
    }

    [Theory]
    [InlineData("CALL")]
    [InlineData("TASK")]
    [InlineData("EMAIL")]
    [InlineData("MEETING")]
    public async Task Planning_is_no_contact_and_doing_it_is_and_taking_that_back_is_none_again(string type)
    {
        var planned = await PlanAsync(type, "tomorrow 9am");
        Assert.Equal(0, await FoundAsync("last contact is not empty"));
        var before = World.Clock.GetUtcNow();

        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(planned.Id));

        Assert.InRange((await ShownAsync(planned.Id)).OccurredAt, before.AddMilliseconds(-1), World.Clock.GetUtcNow());
        Assert.Equal(1, await FoundAsync("last contact within today"));
        Assert.Null((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);
        Assert.Equal(0, await FoundAsync("last contact is not empty"));
        Assert.Equal((planned.OccurredAt, ActivityStatus.Pending),
            ((await ShownAsync(planned.Id)).OccurredAt, (await ShownAsync(planned.Id)).Status));
    }

    /// <summary>The moment of logging lies behind the transaction's own now().</summary>
    [Fact]
    public async Task What_is_logged_now_is_the_last_contact_at_once()
    {
        await World.RunAsync(
            Ann, (LogActivityHandler h, CancellationToken ct) =>
                h.HandleAsync(new LogActivity("CALL", "Pricing", ContactId: contact.ToString()), ct));

        Assert.Equal(1, await FoundAsync("last contact within today"));
    }

    [Fact]
    public async Task Reopened_work_is_no_contact_any_more()
    {
        var task = await PlanAsync("TASK", null);
        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(task.Id));

        await World.PressAsync(Ann, ReopenActivity.Verb, new ReopenActivity(task.Id));

        Assert.Equal(0, await FoundAsync("last contact is not empty"));
        Assert.Equal(task.OccurredAt, (await ShownAsync(task.Id)).OccurredAt);
    }

    [Fact]
    public async Task A_planned_meeting_is_the_next_meeting_at_the_hour_it_is_moved_to()
    {
        var meeting = await PlanAsync("MEETING", "in 3 days");
        Assert.Equal((1, 0), (await FoundAsync("next meeting within next 7 days"), await FoundAsync("next meeting within tomorrow")));

        await World.PressAsync(Ann, RescheduleActivity.Verb, new RescheduleActivity(meeting.Id, "tomorrow 9am"));

        Assert.Equal((1, 1), (await FoundAsync("next meeting within next 7 days"), await FoundAsync("next meeting within tomorrow")));
        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(meeting.Id));
        Assert.Equal(0, await FoundAsync("next meeting is not empty"));
    }

    [Fact]
    public async Task A_meeting_that_is_completed_later_took_place_at_its_hour()
    {
        var meeting = await PlanAsync("MEETING", "tomorrow 9am");
        await World.TruthAsync<int>(
            "update activities set due_date = '2026-11-02 09:00+00', occurred_at = '2026-11-02 09:00+00' where id = "
            + $"'{meeting.Id}'; select 1");

        await World.PressAsync(Ann, CompleteActivity.Verb, new CompleteActivity(meeting.Id));

        Assert.Equal(1, await FoundAsync("last contact is on 2026-11-02"));
    }

    [Fact]
    public async Task A_mail_that_somebody_plans_to_write_answers_nobody_and_is_not_counted()
    {
        await World.TruthAsync<int>(
            "insert into activities (id, type, direction, owner_id, contact_id, subject, occurred_at, status) values "
                + "(gen_random_uuid(), 'EMAIL', 'OUTBOUND', "
                + $"'{Ann.Id}', '{contact}', 'Offer', '{World.Clock.GetUtcNow().AddDays(-9):O}', 'COMPLETED'); select 1");

        await PlanAsync("EMAIL", "tomorrow");

        Assert.Equal((1, 1), (await FoundAsync("no reply older than 7 days"), await FoundAsync("mails in 30 days = 1")));
    }

    [Fact]
    public async Task Last_contacts_show_what_took_place_and_next_what_is_planned_the_first_due_first()
    {
        await World.RunAsync(
            Ann, (LogActivityHandler h, CancellationToken ct) =>
                h.HandleAsync(new LogActivity("CALL", "Asked for a quote", ContactId: contact.ToString()), ct));
        await PlanAsync("TASK", "in 3 days", "Send the quote");
        await PlanAsync("MEETING", "in 2 days", "Walk through");
        await PlanAsync("CALL", "tomorrow 9am", "Call back");
        await PlanAsync("TASK", null, "Some day");
        await World.TruthAsync<int>(
            "insert into activities (id, type, owner_id, contact_id, subject, occurred_at, status) values (gen_random_uuid(), "
                + $"'MEETING', '{Ann.Id}', '{contact}', 'Called off', '{World.Clock.GetUtcNow().AddDays(-1):O}', 'CANCELLED'); select 1");

        var card = JsonSerializer.SerializeToElement(
            (await World.PressAsync(Ann, ShowContact.Verb, new ShowContact(contact))).Card, CardJson.Options);

        var told = BotDriver.TextOf(card).Split('\n')
            .Where(t => t.StartsWith("Next", StringComparison.Ordinal) || t.StartsWith("Last", StringComparison.Ordinal)
            || new[] { "☐", "📅", "📞" }.Any(s => t.StartsWith(s, StringComparison.Ordinal))).ToList();
        Assert.Equal(
            [
                "Next", "📞 Call back", "📅 Walk through", "☐ Send the quote", "☐ Some day",
                "Last contacts", "📞 Asked for a quote",
            ], told);
    }

    [Fact]
    public async Task A_meeting_in_which_a_contact_only_takes_part_is_next_for_them_too()
    {
        var meeting = await PlanAsync("MEETING", "in 2 days", "Walk through");
        var guest = await World.ContactAsync(Ann, "Ola", "Guest", "ola@guest.example");
        await World.TruthAsync<int>(
            "insert into activity_participants (activity_id, contact_id, address, kind) values "
                + $"('{meeting.Id}', '{guest}', 'ola@guest.example', 'ATTENDEE'); select 1");

        var card = JsonSerializer.SerializeToElement(
            (await World.PressAsync(Ann, ShowContact.Verb, new ShowContact(guest))).Card, CardJson.Options);

        Assert.Contains("📅 Walk through", BotDriver.TextOf(card), StringComparison.Ordinal);
    }

    private async Task<ActivityView> PlanAsync(string type, string? due, string subject = "Renewal") =>
        await World.SeenActivityAsync(Ann, (await World.RunAsync(
            Ann, (PlanActivityHandler h, CancellationToken ct) =>
                h.HandleAsync(new PlanActivity(type, subject, Due: due, ContactId: contact.ToString()), ct))).Value);

    private async Task<ActivityView> ShownAsync(Guid id) =>
        (await World.RunAsync(
            Ann, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(id), ct))).Value.Activity;

    private async Task<int> FoundAsync(string filter) =>
        (await World.RunAsync(
            Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(filter), ct))).Value.Total;
}
