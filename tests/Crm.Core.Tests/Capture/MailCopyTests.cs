namespace Crm.Core.Tests.Capture;

/// <summary>A mailbox joins a mail only by showing that mail itself, and not by knowing its id.</summary>
public sealed class MailCopyTests : IAsyncLifetime
{
    private CaptureStage stage = null!;

    public async Task InitializeAsync() => stage = await CaptureStage.SetAsync("Ann", "Bob");

    public async Task DisposeAsync() => await stage.DisposeAsync();

    public static TheoryData<string> Forgeries =>
        ["subject", "sender", "date", "no date", "words around it", "empty subject", "another of us", "a minute later"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Who_learned_a_message_id_reads_nothing_by_showing_a_mail_of_their_own_with_it(string differs)
    {
        var mail = PaperMailbox.Mail("1", CaptureStage.Clara, stage.AddressOf("Ann"), "The secret offer");
        var forged =
            PaperMailbox.Mail("1", differs == "sender" ? "bob@evil.example" : differs == "another of us"
                ? stage.AddressOf("Ann") : CaptureStage.Clara, stage.AddressOf("Bob"), "The secret offer") with { GraphId = "g-forged" };
        stage.Mail("Ann", mail).Mail("Bob", differs switch
        {
            "subject" => forged with { Subject = "RE: The secret offer" },
            "words around it" => forged with { Subject = "The secret offer, again" },
            "empty subject" => forged with { Subject = "" },
            "date" => forged with { SentAt = mail.SentAt!.Value.AddHours(2) },
            "a minute later" => forged with { SentAt = mail.SentAt!.Value.AddMinutes(1) },
            "no date" => forged with { SentAt = null },
            _ => forged,
        });
        await stage.ReadAsync("Ann");
        await stage.ReadAsync("Bob");

        var secret = (await stage.ActivitiesAsync()).Single(a => a.Mailboxes.Exists(m => m.UserId == stage["Ann"].User.Id));
        Assert.Equal("The secret offer", secret.Subject);
        Assert.Single(secret.Mailboxes);
        Assert.False(await stage.World.InDatabaseAsync(
            stage["Bob"].User with { Door = Core.Access.Door.Teams }, async db => (await db.Activities.FindAsync(secret.Id)) is not null));
    }

    [Fact]
    public async Task Different_mails_to_which_a_dispatch_system_gave_one_id_are_all_logged()
    {
        var first = PaperMailbox.Mail("alarm", CaptureStage.Clara, stage.AddressOf("Ann"), "Pump 1 stopped");
        CapturedMail[] mails =
        [
            first, first with { GraphId = "g-2", Subject = "Pump 2 stopped" },
            first with { GraphId = "g-3", SentAt = first.SentAt!.Value.AddMinutes(10) },
            first with { GraphId = "g-4", SentAt = first.SentAt!.Value.AddMinutes(20), Subject = "Pump 1 runs" },
        ];
        stage.Mail("Ann", mails[0]).Mail("Ann", mails[1]).Mail("Ann", mails[2]).Mail("Ann", mails[3]);
        await stage.ReadAsync("Ann");
        stage.Mail("Bob", mails[2] with { GraphId = "b-3" }).Mail("Bob", mails[1] with { GraphId = "b-2" });
        await stage.ReadAsync("Bob");

        var all = await stage.ActivitiesAsync();
        Assert.Equal(4, all.Count);
        Assert.Equal([1, 1, 2, 2], all.Select(a => a.Mailboxes.Count).Order());
        Assert.Equal(LedgerOutcome.Logged, (await stage.WhyAsync("Ann", "<alarm@mail.example>")).Outcome);
    }

    [Theory]
    [InlineData("Offer  for\tyou", 0)]
    [InlineData("offer for you", 1)]
    [InlineData("Offer for you ", 4)]
    [InlineData("Offer for you", -3)]
    public async Task The_same_mail_of_another_mailbox_is_joined_however_its_gateway_folded_and_stamped_it(string subject, int seconds)
    {
        var mail = PaperMailbox.Mail("1", CaptureStage.Clara, stage.AddressOf("Ann"), "Offer for you");
        stage.Mail("Ann", mail)
            .Mail("Bob",
                mail with { GraphId = "g-bob", Subject = subject, SentAt = mail.SentAt!.Value.AddSeconds(seconds),
                    ReceivedAt = mail.ReceivedAt!.Value.AddDays(2) });
        await stage.ReadAsync("Ann");
        await stage.ReadAsync("Bob");

        Assert.Equal(2, Assert.Single(await stage.ActivitiesAsync()).Mailboxes.Count);
        Assert.Equal(["Offer for you"], await stage.SeenByAsync("Bob"));
    }

    [Fact]
    public async Task A_mail_whose_subject_somebody_changed_in_the_crm_is_still_that_mail()
    {
        var mail = PaperMailbox.Mail("1", CaptureStage.Clara, stage.AddressOf("Ann"));
        stage.Mail("Ann", mail).Mail("Bob", mail with { GraphId = "g-bob" });
        await stage.ReadAsync("Ann");
        await stage.World.TruthAsync<string>("update activities set subject = 'Renamed' returning subject");
        await stage.ReadAsync("Bob");

        Assert.Equal(2, Assert.Single(await stage.ActivitiesAsync()).Mailboxes.Count);
    }

    [Fact]
    public async Task A_mail_captured_before_copies_were_compared_is_joined_by_sender_and_subject()
    {
        var mail = PaperMailbox.Mail("1", CaptureStage.Clara, stage.AddressOf("Ann"));
        stage.Mail("Ann", mail).Mail("Bob", mail with { GraphId = "g-bob" });
        await stage.ReadAsync("Ann");
        await stage.World.TruthAsync<string>("update activity_mailboxes set item_mark = null, sent_at = null returning graph_id");
        await stage.ReadAsync("Bob");

        Assert.Equal(2, Assert.Single(await stage.ActivitiesAsync()).Mailboxes.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9999, 12)]
    public async Task A_mail_from_a_year_that_cannot_be_meant_happened_when_it_was_captured(int year, int month)
    {
        var odd = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        stage.Mail("Ann", PaperMailbox.Mail("1", CaptureStage.Clara, stage.AddressOf("Ann")) with { SentAt = odd, ReceivedAt = odd });
        Assert.IsType<SyncOutcome.Done>(await stage.ReadAsync("Ann"));

        Assert.Equal((stage.Now, ActivityStatus.Completed),
            (Assert.Single(await stage.ActivitiesAsync()) is var a ? (a.OccurredAt, a.Status) : default));
    }
}
