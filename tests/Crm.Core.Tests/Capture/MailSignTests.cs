namespace Crm.Core.Tests.Capture;

/// <summary>No single header decides what a mail is, and the author is who wrote it.</summary>
public sealed class MailSignTests : IAsyncLifetime
{
    private CaptureStage stage = null!;

    public async Task InitializeAsync() => stage = await CaptureStage.SetAsync("Ann", "Bob");

    public async Task DisposeAsync() => await stage.DisposeAsync();

    [Theory]
    [InlineData("X-Auto-Response-Suppress: DR, OOF, AutoReply")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("X-Auto-Response-Suppress: None")]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Auto-Submitted: No; reason=\"typed\"")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: list")]
    [InlineData("List-Unsubscribe: <https://tickets.example/7>")]
    [InlineData("List-Id: <friends.example>")]
    [InlineData("Feedback-ID: 7:tickets")]
    [InlineData("Return-Path: <>")]
    [InlineData("X-Autoreply: no")]
    [InlineData("X-Failed-Recipients: x@y.example")]
    [InlineData("Content-Type: multipart/mixed; boundary=report")]
    [InlineData("Precedence: first-class\nList-Unsubscribe: <https://tickets.example/7>")]
    public async Task One_sign_alone_keeps_no_mail_of_a_contact_out(string headers)
    {
        await DeliverAsync(Mail(headers));
        Assert.Equal(Direction.Inbound, Assert.Single(await stage.ActivitiesAsync()).Direction);
    }

    public static TheoryData<string, string> KeptOut => new()
    {
        { "Auto-Submitted: auto-replied", CaptureReason.AutomaticReply },
        { "Auto-Submitted: auto-generated (vacation)", CaptureReason.AutomaticReply },
        { "auto-submitted:  Auto-Notified; owner-email=\"a@b.example\"", CaptureReason.AutomaticReply },
        { "X-Auto-Response-Suppress: All\nX-Autoreply: yes", CaptureReason.AutomaticReply },
        { "X-Auto-Response-Suppress: OOF\nReturn-Path: <>", CaptureReason.AutomaticReply },
        { "X-Apple-Action: VACATION\nPrecedence: auto_reply", CaptureReason.AutomaticReply },
        { "Content-Type: multipart/report; report-type=delivery-status", CaptureReason.Bounce },
        { "Content-Type: multipart/report; report-type=feedback-report", CaptureReason.Bounce },
        { "Return-Path: <>\nX-Failed-Recipients: x@y.example", CaptureReason.Bounce },
        { "Precedence: bulk\nList-Unsubscribe: <https://weekly.example/out>", CaptureReason.Bulk },
        { "List-Id: <weekly.example>\nList-Post: <mailto:weekly@weekly.example>", CaptureReason.Bulk },
        { "List-Unsubscribe: <https://weekly.example/out>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", CaptureReason.Bulk },
        { "X-Auto-Response-Suppress: All\nPrecedence: bulk", CaptureReason.Bulk },
        { "Feedback-ID: 1:2:3\nX-CampaignId: 7\nList-Unsubscribe: <https://weekly.example/out>", CaptureReason.Bulk },
    };

    [Theory]
    [MemberData(nameof(KeptOut))]
    public async Task Two_signs_or_a_strict_one_keep_it_out_and_say_as_what(string headers, string reason)
    {
        await DeliverAsync(Mail(headers));
        Assert.Empty(await stage.ActivitiesAsync());
        Assert.Equal(reason, (await stage.WhyAsync("Ann", "<1@mail.example>")).Reason);
    }

    [Theory]
    [InlineData("In-Reply-To: <offer-7@contoso.example>", true)]
    [InlineData("References: <x@y.example> <offer-7@contoso.example>\nIn-Reply-To: <z@y.example>", true)]
    [InlineData("In-Reply-To: <sent-by-ann@mail.example>", true)]
    [InlineData("In-Reply-To: <somebody@elses.example>", false)]
    [InlineData("", false)]
    public async Task A_contact_who_answers_one_of_us_through_their_firms_list_is_no_newsletter(string thread, bool logged)
    {
        stage.Paper
            .Put(stage["Ann"], "sentitems", new MailboxItem.Mail(
                PaperMailbox.Mail("sent-by-ann", stage.AddressOf("Ann"), CaptureStage.Clara, "What Ann sent", "sentitems")));
        await stage.ReadAsync("Ann", "sentitems");
        await DeliverAsync(Mail($"List-Id: Procurement <procurement.litware.example>\nPrecedence: list\n{thread}"));

        Assert.Equal(
            logged ? ["Offer", "What Ann sent"] : ["What Ann sent"], (await stage.ActivitiesAsync()).Select(a => a.Subject).Order());
    }

    [Fact]
    public async Task An_answer_in_copy_only_or_from_nobody_known_stays_a_list_mail()
    {
        const string Signs = "List-Id: <l.litware.example>\nPrecedence: list\nIn-Reply-To: <offer-7@contoso.example>";
        await stage.World.CompanyAsync(stage["Ann"].User, "Litware", "litware.example");
        stage.Mail(
            "Ann", Mail(Signs, "cc")
            with { Participants = Participant.Distinct(
                [Participant.Parse(CaptureStage.Clara, null, ParticipantKind.From),
                    Participant.Parse(stage.AddressOf("Ann"), null, ParticipantKind.Cc)]) });
        stage.Mail("Ann", Mail(Signs, "stranger", "newsletter-team@litware.example"));
        await stage.ReadAsync("Ann");

        Assert.Empty(await stage.ActivitiesAsync());
        Assert.Equal(CaptureReason.Bulk, (await stage.WhyAsync("Ann", "<cc@mail.example>")).Reason);
        Assert.Equal(CaptureReason.Bulk, (await stage.WhyAsync("Ann", "<stranger@mail.example>")).Reason);
    }

    public static TheoryData<string, string, string, string> PassedOn => new()
    {
        // sender, its name, headers, reply-to
        { "sales@contoso.example", "'Clara Nilsson' via Sales",
            "X-Original-From: Clara Nilsson <clara@litware.example>\nList-Id: <sales.contoso.example>\nPrecedence: "
            + "list\nList-Unsubscribe: <mailto:s@contoso.example>", "" },
        { "sales@contoso.example", "Clara Nilsson via Sales", "List-Id: <sales.contoso.example>", "clara@litware.example" },
        { "sales@contoso.example", "Sales",
            "X-Original-Sender: clara@litware.example\nList-Id: Sales <sales.contoso.example>\nPrecedence: list", "" },
        { "no-reply@contoso.example", "Contoso website", "", "clara@litware.example" },
        { "noreply@contoso.example", "Contoso website", "Reply-To: Clara Nilsson <clara@litware.example>", "" },
        { "website@contoso.example", "Contact form", "", "clara@litware.example" },
        { "users@lists.vendor.example", "Clara Nilsson via users", "", "clara@litware.example" },
        { "partners@contoso.example", "Clara Nilsson über Partner", "", "clara@litware.example" },
        { "sales@contoso.example", "'clara@litware.example' via Sales",
            "X-Original-Sender: clara@litware.example\nPrecedence: list\nList-Post: <mailto:sales@contoso.example>",
            "sales@contoso.example" },
        { "sales@contoso.example", "Clara (via Sales)  via  Sales ",
            "X-Google-Original-From: <clara@litware.example>\nList-Id: <sales.contoso.example>", "" },
    };

    [Theory]
    [MemberData(nameof(PassedOn))]
    public async Task What_a_list_or_a_machine_of_ours_passed_on_is_its_authors(string sender, string name, string headers, string replyTo)
    {
        var mail = Mail(headers) with
        {
            Participants =
                Participant.Distinct(
                    [Participant.Parse(sender, name, ParticipantKind.From),
                        Participant.Parse("sales@contoso.example", "Sales", ParticipantKind.To)]),
            ReplyTo = Participant.Distinct([Participant.Parse(replyTo, "Clara Nilsson", ParticipantKind.From)]),
        };
        await DeliverAsync(mail);

        var activity = Assert.Single(await stage.ActivitiesAsync());
        Assert.Equal((Direction.Inbound, CaptureStage.Clara),
            (activity.Direction, activity.Participants.Single(p => p.Kind is ParticipantKind.From).Address));
        Assert.DoesNotContain(
            " via", activity.Participants.Single(p => p.Kind is ParticipantKind.From).Name ?? "", StringComparison.Ordinal);
        Assert.NotNull(activity.ContactId);
    }

    [Theory]
    [InlineData("X-Original-From: clara@litware.example")]
    [InlineData("X-Original-Sender: clara@litware.example\nReply-To: clara@litware.example")]
    public async Task On_an_outsiders_own_mail_such_lines_make_nobody_else_its_author(string headers)
    {
        await DeliverAsync(Mail(headers, from: "mallory@evil.example"));
        Assert.Empty(await stage.ActivitiesAsync());
    }

    [Fact]
    public async Task A_colleague_who_wants_answers_elsewhere_is_still_who_wrote()
    {
        await DeliverAsync(
            Mail("Reply-To: clara@litware.example", from: stage.AddressOf("Bob"))
            with { ReplyTo = [Participant.Parse(CaptureStage.Clara, null, ParticipantKind.From)!] });
        Assert.Equal(CaptureReason.InternalOnly, (await stage.WhyAsync("Ann", "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task A_mail_through_our_group_whose_headers_come_late_is_read_before_it_is_called_internal()
    {
        var mail = Mail("X-Original-From: clara@litware.example\nList-Id: <sales.contoso.example>") with
        {
            Participants =
                Participant.Distinct(
                    [Participant.Parse("sales@contoso.example", "Sales", ParticipantKind.From),
                        Participant.Parse("sales@contoso.example", null, ParticipantKind.To)]),
            ReplyTo = [Participant.Parse("other@litware.example", null, ParticipantKind.From)!,
                Participant.Parse("sales@contoso.example", null, ParticipantKind.From)!],
        };
        stage.Mail("Ann", mail);
        var asked = 0;
        stage.Paper.Instead = (_, _, _) => asked++ == 0
            ? new MailboxRead.Page([new MailboxItem.Mail(mail with { Headers = null })], "1", true)
            : null;
        await stage.ReadAsync("Ann");

        Assert.Equal(
            CaptureStage.Clara,
            Assert.Single(await stage.ActivitiesAsync()).Participants.Single(p => p.Kind is ParticipantKind.From).Address);
    }

    private async Task DeliverAsync(CapturedMail mail)
    {
        stage.Mail("Ann", mail);
        Assert.IsType<SyncOutcome.Done>(await stage.ReadAsync("Ann"));
    }

    private CapturedMail Mail(string headers, string id = "1", string from = CaptureStage.Clara) =>
        PaperMailbox.Mail(id, from, stage.AddressOf("Ann")) with
    {
        Headers = [.. headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new MailHeader(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..]))],
    };
}
