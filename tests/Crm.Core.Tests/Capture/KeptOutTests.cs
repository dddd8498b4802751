namespace Crm.Core.Tests.Capture;

/// <summary>Mails that are nobody's business, and nobody reads.</summary>
public sealed class KeptOutTests : MailboxTests
{
    /// <summary>What a mail of Joe's to Ann is made into, and the reason that then keeps it out.</summary>
    private static readonly Dictionary<string, (string Reason, Func<CapturedMail, string, CapturedMail> Of)> Kinds = new()
    {
        ["draft"] = (CaptureReason.Draft, (mail, _) => mail with { IsDraft = true }),
        ["private"] = (CaptureReason.Private, (mail, _) => mail with { Sensitivity = Sensitivity.Private }),
        ["category"] = (CaptureReason.Private, (mail, _) => mail with { Categories = ["Do not log"] }),
        ["meeting"] = (CaptureReason.MeetingMail, (mail, _) => mail with { IsMeetingMail = true }),
        ["internal"] = (CaptureReason.InternalOnly, (_, ann) => PaperMailbox.Mail("1", "bob@contoso.example", ann)),
        ["nobody"] = (CaptureReason.NoParticipants, (mail, _) => mail with { Participants = [] }),
        ["report"] = (CaptureReason.Bounce, (mail, _) => mail with { MessageClass = "REPORT.IPM.Note.NDR" }),
        ["auto"] = (
            CaptureReason.AutomaticReply,
            (mail, _) => mail with { Headers = [new MailHeader("auto-submitted", "auto-replied (vacation)")] }),
        ["bulk"] = (
            CaptureReason.Bulk,
            (mail, _) => mail with
            {
                Headers =
                    [new MailHeader("Precedence", "Bulk"), new MailHeader("List-Unsubscribe", "<https://weekly.example/out>")],
            }),
        ["never"] = (CaptureReason.NeverLog, (_, ann) => PaperMailbox.Mail("1", "nina@secret.example", ann)),
    };

    public static TheoryData<string> KeptOut => [.. Kinds.Keys];

    [Fact]
    public async Task An_unknown_sender_is_skipped_and_leaves_no_content_behind()
    {
        Paper.Put(
            Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "stranger@nobody.example", Ann.User.Email, "Do you remember xyzzy")))
            .Says("g-1", "xyzzy");

        await SyncAsync(Ann, "inbox");

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(Paper.BodiesRead);
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Equal(
            0L, await World.TruthAsync<long>(
                "select count(*) from capture_ledger where capture_ledger::text ~* 'xyzzy|stranger|nobody.example'"));
    }

    [Theory]
    [MemberData(nameof(KeptOut))]
    public async Task What_does_not_belong_in_the_crm_stays_out_with_its_reason_and_nobody_reads_it(string kind)
    {
        await JoeAsync();
        await World.ContactAsync(Ann.User, "Nina", "Never", "nina@secret.example");
        var (reason, of) = Kinds[kind];
        var kept = of(PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email), Ann.User.Email);
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(kept));

        await SyncAsync(Ann, "inbox", policy => policy.NeverLog.Add("@secret.example"));

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(Paper.BodiesRead);
        Assert.Equal(reason, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    /// <summary>The change names nothing but the categories; the mail as a whole decides anew.</summary>
    [Fact]
    public async Task A_mail_that_is_private_no_more_is_captured()
    {
        await JoeAsync();
        var mail = PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail with { Categories = ["Private"] }));
        await SyncAsync(Ann, "inbox");
        Assert.Empty(await ActivitiesAsync());

        Paper.BeforeItem = _ => Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail));
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(new CapturedMail("g-1", "inbox") { IsWhole = false }));
        await SyncAsync(Ann, "inbox");

        Assert.Single(await ActivitiesAsync());
    }

    [Fact]
    public async Task Headers_that_come_late_still_keep_a_mail_out()
    {
        await JoeAsync();
        var mail = PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email);
        var round = 0;
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail with { Headers = [new MailHeader("Auto-Submitted", "auto-generated")] }));
        Paper.Instead = (_, _, _) => round++ == 0 ? new MailboxRead.Page([new MailboxItem.Mail(mail with { Headers = null })], "1", true)
            : null;

        await SyncAsync(Ann, "inbox");

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(Paper.BodiesRead);
    }
}
