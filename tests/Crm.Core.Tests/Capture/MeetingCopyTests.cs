namespace Crm.Core.Tests.Capture;

/// <summary>Whose copy of a meeting counts: docs/decisions/0017.</summary>
public sealed class MeetingCopyTests : IAsyncLifetime
{
    private CaptureStage stage = null!;
    private CapturedEvent meeting = null!;

    public async Task InitializeAsync()
    {
        stage = await CaptureStage.SetAsync("Ann", "Bob", "Cid");
        meeting = stage.Meeting("1", CaptureStage.Clara, stage.AddressOf("Ann"), stage.AddressOf("Bob"));
    }

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task One_of_two_attendees_who_declines_leaves_the_meeting_to_the_other_and_gets_it_back_by_accepting()
    {
        await BothAsync();
        stage.Calendar("Ann", meeting with { IsDeclined = true, OwnResponse = ParticipantResponse.Declined });
        await stage.MeetAsync("Ann");

        var declined = await stage.MeetingAsync();
        Assert.Equal((ActivityStatus.Pending, meeting.Start), (declined.Status, declined.OccurredAt));
        Assert.Equal(["Quote review"], await stage.SeenByAsync("Bob"));
        Assert.Empty(await stage.SeenByAsync("Ann"));

        stage.Calendar("Ann", meeting with { GraphId = "e-new", OwnResponse = ParticipantResponse.Accepted });
        await stage.MeetAsync("Ann");

        var again = await stage.MeetingAsync();
        Assert.Equal((declined.Id, ActivityStatus.Pending), (again.Id, again.Status));
        Assert.Equal(["Quote review"], await stage.SeenByAsync("Ann"));
        Assert.Equal(["Quote review"], await stage.SeenByAsync("Bob"));
        Assert.Equal(ParticipantResponse.Accepted, again.Mailboxes.Single(m => m.UserId == stage["Ann"].User.Id).Response);
    }

    [Fact]
    public async Task A_meeting_that_its_only_attendee_declined_is_off_and_on_again_when_they_accept()
    {
        await OnlyAsync("Ann");
        stage.Calendar("Ann", meeting with { IsDeclined = true });
        await stage.MeetAsync("Ann");
        Assert.Equal(ActivityStatus.Cancelled, (await stage.MeetingAsync()).Status);

        stage.Calendar("Ann", meeting);
        await stage.MeetAsync("Ann");
        Assert.Equal(ActivityStatus.Pending, (await stage.MeetingAsync()).Status);
    }

    [Fact]
    public async Task A_meeting_is_off_when_the_last_copy_is_gone()
    {
        await BothAsync();
        stage.Gone("Ann", meeting);
        await stage.MeetAsync("Ann");
        Assert.Equal(ActivityStatus.Pending, (await stage.MeetingAsync()).Status);

        stage.Gone("Bob", meeting);
        await stage.MeetAsync("Bob");
        Assert.Equal(ActivityStatus.Cancelled, (await stage.MeetingAsync()).Status);
    }

    [Fact]
    public async Task Clearing_up_the_calendar_after_a_meeting_changes_nothing()
    {
        await OnlyAsync("Ann");
        stage.World.Clock.Pass(TimeSpan.FromDays(3));
        stage.Gone("Ann", meeting);
        await stage.MeetAsync("Ann");

        Assert.NotEqual(ActivityStatus.Cancelled, (await stage.MeetingAsync()).Status);
        Assert.Equal(["Quote review"], await stage.SeenByAsync("Ann"));
    }

    [Fact]
    public async Task An_attendee_who_moves_or_renames_their_own_copy_changes_it_for_nobody_else()
    {
        await BothAsync();
        stage.Calendar(
            "Bob", meeting with { Subject = "Bob's dentist", Start = meeting.Start.AddDays(5), End = meeting.Start.AddDays(6),
                Location = "Nowhere", Participants = [.. meeting.Participants.Take(1)] });
        await stage.MeetAsync("Bob");

        var shown = await stage.MeetingAsync();
        Assert.Equal(
            ("Quote review", meeting.Start, "Room 1", 3), (shown.Subject, shown.OccurredAt, shown.Location, shown.Participants.Count));
    }

    [Fact]
    public async Task An_attendee_who_marks_their_copy_private_takes_no_words_from_the_others()
    {
        await BothAsync();
        stage.Calendar("Bob", meeting with { Sensitivity = Sensitivity.Private });
        await stage.MeetAsync("Bob");

        Assert.Equal(("Quote review", 3), ((await stage.MeetingAsync()).Subject, (await stage.MeetingAsync()).Participants.Count));
    }

    [Fact]
    public async Task A_cancellation_in_a_copy_that_does_not_lead_is_that_mailboxs_only()
    {
        await BothAsync();
        stage.Calendar("Bob", meeting with { IsCancelled = true });
        await stage.MeetAsync("Bob");
        Assert.Equal(ActivityStatus.Pending, (await stage.MeetingAsync()).Status);

        stage.Calendar("Ann", meeting with { IsCancelled = true });
        await stage.MeetAsync("Ann");
        Assert.Equal(ActivityStatus.Cancelled, (await stage.MeetingAsync()).Status);
    }

    [Fact]
    public async Task Who_was_taken_off_the_list_does_not_call_the_meeting_off_for_those_who_still_see_it()
    {
        await BothAsync();
        stage.Calendar("Ann", meeting with { IsCancelled = true });
        await stage.MeetAsync("Ann");

        stage.World.Clock.Pass(TimeSpan.FromHours(1));
        stage.Calendar("Bob", meeting with { Start = meeting.Start.AddHours(2), End = meeting.Start.AddHours(3) });
        await stage.MeetAsync("Bob");

        var shown = await stage.MeetingAsync();
        Assert.Equal((ActivityStatus.Pending, meeting.Start.AddHours(2)), (shown.Status, shown.OccurredAt));
    }

    [Fact]
    public async Task The_organizers_mailbox_leads_from_when_it_is_captured_on()
    {
        var ours = stage.Meeting("own", stage.AddressOf("Bob"), stage.AddressOf("Ann"), CaptureStage.Clara);
        stage.Calendar("Ann", ours with { Subject = "What Ann calls it" }).Calendar("Bob", ours);
        await stage.MeetAsync("Ann");
        Assert.Equal("What Ann calls it", (await stage.MeetingAsync()).Subject);

        await stage.MeetAsync("Bob");
        Assert.Equal("Quote review", (await stage.MeetingAsync()).Subject);

        stage.Calendar("Ann", ours with { Subject = "Ann again", Start = ours.Start.AddDays(1), End = null });
        await stage.MeetAsync("Ann");
        Assert.Equal(("Quote review", ours.Start), ((await stage.MeetingAsync()).Subject, (await stage.MeetingAsync()).OccurredAt));
    }

    [Fact]
    public async Task A_meeting_that_its_organizer_deleted_is_off_for_all()
    {
        var ours = stage.Meeting("own", stage.AddressOf("Bob"), stage.AddressOf("Ann"), CaptureStage.Clara);
        stage.Calendar("Ann", ours).Calendar("Bob", ours);
        await stage.MeetAsync("Ann", "Bob");
        stage.Gone("Bob", ours);
        await stage.MeetAsync("Bob");

        Assert.Equal(ActivityStatus.Cancelled, (await stage.MeetingAsync()).Status);
    }

    [Fact]
    public async Task Attendees_and_their_answers_follow_the_leading_copy()
    {
        await BothAsync();
        stage.Calendar("Ann", meeting with
        {
            Participants = Participant.Distinct(
            [
                Participant.Parse(CaptureStage.Clara, null, ParticipantKind.Organizer),
                Participant.Parse(stage.AddressOf("Ann"), null, ParticipantKind.Attendee, ParticipantResponse.Tentative),
                Participant.Parse("dora@litware.example", "Dora", ParticipantKind.Attendee, ParticipantResponse.Accepted),
            ]),
        });
        await stage.MeetAsync("Ann");

        Assert.Equal(
            [(stage.AddressOf("Ann"), ParticipantResponse.Tentative), (CaptureStage.Clara, null),
                ("dora@litware.example", ParticipantResponse.Accepted)],
            (await stage.MeetingAsync()).Participants.OrderBy(p => p.Address, StringComparer.Ordinal).Select(p => (p.Address, p.Response))
                .OrderBy(p => p.Address, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_outsiders_invitation_with_a_known_id_in_a_colleagues_calendar_is_another_meeting()
    {
        await OnlyAsync("Ann");
        stage.Calendar(
            "Bob", stage.Meeting("1", "mallory@evil.example", stage.AddressOf("Bob"), CaptureStage.Clara)
            with { Subject = "Free money", IsCancelled = true });
        stage.Calendar(
            "Cid", stage.Meeting("1", "mallory@evil.example", stage.AddressOf("Cid"), CaptureStage.Clara) with { Subject = "Free money" });
        await stage.MeetAsync("Bob", "Cid");

        Assert.Equal(["Free money", "Quote review"], (await stage.ActivitiesAsync()).Select(a => a.Subject).Order());
        Assert.Equal((ActivityStatus.Pending, meeting.Start), (await ReviewAsync()) is var a ? (a.Status, a.OccurredAt) : default);
        Assert.Empty(await stage.SeenByAsync("Bob"));
        Assert.Equal(["Free money"], await stage.SeenByAsync("Cid"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_outsiders_invitation_that_took_the_meetings_place_in_the_calendar_neither_overwrites_nor_cancels_it(bool cancels)
    {
        await OnlyAsync("Ann");
        stage.Calendar(
            "Ann", stage.Meeting("1", "mallory@evil.example", stage.AddressOf("Ann"), CaptureStage.Clara)
            with { Subject = "Free money", IsCancelled = cancels, Start = meeting.Start.AddDays(1) });
        await stage.MeetAsync("Ann");

        var review = await ReviewAsync();
        Assert.Equal((ActivityStatus.Pending, meeting.Start), (review.Status, review.OccurredAt));
        Assert.Equal(cancels ? 1 : 2, (await stage.ActivitiesAsync()).Count);
    }

    [Fact]
    public async Task The_same_organizer_under_another_of_their_addresses_is_the_same_organizer()
    {
        var ours = stage.Meeting("own", stage.AddressOf("Bob"), stage.AddressOf("Ann"), CaptureStage.Clara);
        stage.Calendar(
            "Bob", ours
            with { Participants = [Participant.Parse("bob.alias@contoso.example", null, ParticipantKind.Organizer)!,
                .. ours.Participants.Skip(1)] }).Calendar("Ann", ours);
        var bob = stage["Bob"] with { Addresses = new HashSet<string> { "bob.alias@contoso.example", stage.AddressOf("Bob") } };
        await stage.Paper.SyncOf(stage.World).RunAsync(bob, Mailbox.Calendar, CancellationToken.None);
        await stage.MeetAsync("Ann");

        Assert.Equal(2, (await stage.MeetingAsync()).Mailboxes.Count);
    }

    [Fact]
    public async Task A_meeting_turned_private_leaves_no_words_and_no_people_behind_in_its_history_neither()
    {
        stage.Paper.Says("e-1-Ann", "The secret text");
        await OnlyAsync("Ann");
        stage.Calendar("Ann", meeting with { Subject = "Secret offer", Location = "Secret room" });
        await stage.MeetAsync("Ann");
        stage.Calendar("Ann", meeting with { Subject = "Secret offer two", Sensitivity = Sensitivity.Private });
        await stage.MeetAsync("Ann");

        var shown = await stage.MeetingAsync();
        Assert.Equal(("Private meeting", null, null, null), (shown.Subject, shown.Body, shown.Location, shown.SourceLink));
        Assert.Equal((meeting.Start, 0), (shown.OccurredAt, shown.Participants.Count));
        Assert.Equal(
            0L, await stage.World.TruthAsync<long>(
                "select count(*) from record_history where changes::text ~* 'secret|review|room|private'"));
        Assert.Equal(0L, await stage.World.TruthAsync<long>("select count(*) from activity_participants"));
        Assert.Equal(CaptureReason.Private, await stage.World.TruthAsync<string>("select reason from capture_ledger where kind = 'EVENT'"));
    }

    [Fact]
    public async Task A_private_meeting_made_public_again_shows_its_words_and_people_again()
    {
        await OnlyAsync("Ann");
        stage.Calendar("Ann", meeting with { Sensitivity = Sensitivity.Personal });
        await stage.MeetAsync("Ann");
        stage.Calendar("Ann", meeting);
        await stage.MeetAsync("Ann");

        Assert.Equal(("Quote review", 3), ((await stage.MeetingAsync()).Subject, (await stage.MeetingAsync()).Participants.Count));
    }

    [Fact]
    public async Task Nobody_but_capture_may_take_words_out_of_the_history()
    {
        await OnlyAsync("Ann");
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => stage.World.InDatabaseAsync(
            stage["Ann"].User with { Door = Door.Teams }, async db =>
            {
                using var command = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Context.Database)
                    .CreateCommand();
                _ = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.Activities);
                command.CommandText = "select forget_words(array[]::uuid[])";
                return await command.ExecuteScalarAsync();
            }));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task Two_attendees_who_decline_at_the_same_moment_leave_no_meeting_behind()
    {
        for (var round = 0; round < 5; round++)
        {
            var next = stage.Meeting($"race-{round}", CaptureStage.Clara, stage.AddressOf("Ann"), stage.AddressOf("Bob"));
            stage.Calendar("Ann", next).Calendar("Bob", next);
            await stage.MeetAsync("Ann", "Bob");
            stage.Calendar("Ann", next with { IsDeclined = true }).Calendar("Bob", next with { IsDeclined = true });
            await Task.WhenAll(stage.ReadAsync("Ann", Mailbox.Calendar), stage.ReadAsync("Bob", Mailbox.Calendar));
        }

        Assert.All(await stage.ActivitiesAsync(), a => Assert.Equal(ActivityStatus.Cancelled, a.Status));
    }

    [Fact]
    public async Task Occurrences_that_a_full_round_shows_no_more_are_gone_and_not_left_behind()
    {
        var series = Enumerable.Range(0, 4).Select(week => meeting with
        {
            GraphId = $"e-w{week}", ICalUId = "uid-series", Part = MeetingPart.Occurrence, OriginalStart = meeting.Start.AddDays(7 * week),
            Start = meeting.Start.AddDays(7 * week), End = null,
        }).ToList();
        series.ForEach(one => stage.Calendar("Ann", one));
        await stage.MeetAsync("Ann");
        Assert.Equal(4, (await stage.ActivitiesAsync()).Count);

        // Moved as a whole, while Graph forgot where the round stood: the new ones are shown, of the old ones nothing is said.
        stage.World.Clock.Pass(TimeSpan.FromMinutes(5));
        stage.Paper.Clear(stage["Ann"], Mailbox.Calendar);
        series.ForEach(
            one => stage.Calendar(
                "Ann", one with { GraphId = one.GraphId + "n", OriginalStart = one.Start.AddDays(2), Start = one.Start.AddDays(2) }));
        var asked = 0;
        stage.Paper.Instead = (_, _, _) => asked++ == 0 ? new MailboxRead.ResyncNeeded() : null;
        await stage.MeetAsync("Ann");

        var all = await stage.ActivitiesAsync();
        Assert.Equal(series.Select(o => o.Start.AddDays(2)), all.Where(a => a.Status is ActivityStatus.Pending).Select(a => a.OccurredAt));
        Assert.Equal(4, all.Count(a => a.Status is ActivityStatus.Cancelled));
    }

    private async Task BothAsync()
    {
        stage.Calendar("Ann", meeting).Calendar("Bob", meeting);
        await stage.MeetAsync("Ann", "Bob");
        Assert.Equal(2, (await stage.MeetingAsync()).Mailboxes.Count);
    }

    private async Task OnlyAsync(string name)
    {
        stage.Calendar(name, meeting);
        await stage.MeetAsync(name);
    }

    private async Task<Activity> ReviewAsync() => (await stage.ActivitiesAsync()).Single(a => a.Subject == "Quote review");
}
