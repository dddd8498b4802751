using Crm.Core.Policies;
using Crm.Core.UseCases;
using Microsoft.Extensions.Options;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Which mailboxes and calendars are read is a setting, and why one is not can be asked.</summary>
public sealed class CoverageTests : IAsyncLifetime
{
    private const string Megan = "33333333-3333-4333-8333-333333333331";
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task The_mail_of_a_shared_mailbox_is_the_persons_who_answers_for_it_and_a_copy_of_it_is_one_activity()
    {
        await RestartAsync([.. Shared, ("Simulators:SharedMailboxes:0", "sales@contoso.example")]);
        await MailAsync("sales@contoso.example", "to sales");
        await MailAsync("sales@contoso.example, alexw@contoso.example", "to both");
        await SweepAsync();

        var activities = await rig.ActivitiesAsync(alex);
        Assert.Equal(["to both", "to sales"], activities.Select(a => a.Subject).Order());
        Assert.All(activities, a => Assert.Equal(alex.User.Id, Assert.Single(a.Mailboxes).UserId));
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync("to sales")).Reason);
        Assert.Contains(await rig.LedgerAsync(alex), e => e.Reason == CaptureReason.AlreadyLogged);
    }

    [Fact]
    public async Task Folders_of_a_shared_mailbox_are_found_and_leave_those_of_the_person_alone()
    {
        await RestartAsync([.. Shared, ("Simulators:SharedMailboxes:0", "sales@contoso.example")]);
        var own = await FolderAsync(Simulation.Alex, "Customers");
        var theirs = await FolderAsync("sales@contoso.example", "Orders");
        await MailAsync("alexw@contoso.example", "own", Simulation.Alex, own);
        await MailAsync("sales@contoso.example", "order", "sales@contoso.example", theirs);
        await SweepAsync();
        await SweepAsync();

        Assert.Equal(["order", "own"], (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Order());
        Assert.Equal(
            2L, await rig.World.TruthAsync<long>($"select count(*) from capture_folders where folder_id in ('{own}', '{theirs}')"));
        Assert.Equal(
            $"shared:sales@contoso.example/{theirs}",
            await rig.World.TruthAsync<string>(
                "select folder from activity_mailboxes m join activities a on a.id = m.activity_id where a.subject = 'order'"));
    }

    [Fact]
    public async Task A_shared_mailbox_is_heard_of_and_read_by_jobs_and_no_more_when_the_setting_is_gone()
    {
        await rig.DisposeAsync();
        await StartAsync(
            jobs: true,
            [.. Shared, ("Simulators:SharedMailboxes:0", "sales@contoso.example"), ("Capture:SweepInterval", "00:00:10")]);
        await CaptureRig.UntilAsync(
            async () => await rig.World.TruthAsync<long>("select count(*) from crm_control.graph_subscriptions") == 5, 30);
        await MailAsync("sales@contoso.example", "to sales");
        await CaptureRig.UntilAsync(async () => (await rig.ActivitiesAsync(alex)).Count == 1, 15);

        Assert.Null(await rig.Services.GetRequiredService<IMailboxDirectory>().FindAsync(
            new Waiting(alex.User.Tenant.Id, alex.User.Id, "shared:support@contoso.example/inbox"), CancellationToken.None));
    }

    [Theory]
    [InlineData("meganb@contoso.example")]
    [InlineData(" MEGANB@contoso.example")]
    [InlineData(Megan)]
    public async Task When_some_mailboxes_are_allowed_no_other_is_touched_and_why_says_so(string allowed)
    {
        await RestartAsync([("Capture:AllowedMailboxes:0", allowed), .. Shared]);
        var megan = await UserAsync("Megan Bowen", "meganb@contoso.example", Megan);
        await MailAsync("alexw@contoso.example, meganb@contoso.example", "to both");
        await rig.Graph.Http.DeleteAsync("control/state");
        await SweepAsync();

        Assert.Equal(
            [Guid.Parse(Megan)],
            (await rig.Services.GetRequiredService<IMailboxDirectory>().AllAsync(CancellationToken.None)).Select(m => m.ObjectId));
        Assert.Equal(megan.User.Id, Assert.Single(Assert.Single(await rig.ActivitiesAsync(megan)).Mailboxes).UserId);
        var alexs = (await rig.Graph.Http.GetFromJsonAsync<JsonObject>("control/state"))!["mailboxes"]!.AsArray()
            .Single(m => m!["user"]!.GetValue<string>() == Simulation.Alex)!;
        Assert.Equal(0, alexs["calls"]!["total"]!.GetValue<int>());
        var why = await WhyAsync("to both");
        Assert.Equal(
            (CaptureReason.MailboxLeftOut, "Not captured: your mailbox is not among those that are read."), (why.Reason, why.Sentence));
    }

    [Theory]
    [InlineData("default", "in the default one")]
    [InlineData("all", "in the default one, in the projects")]
    public async Task Calendars_besides_the_default_one_are_read_when_all_are_and_what_others_share_never(string scope, string expected)
    {
        await RestartAsync(("Capture:Calendars", scope));
        var projects = await CalendarAsync("Projects");
        var shared = await CalendarAsync("Megan's", "meganb@contoso.example");
        await MeetingAsync("in the default one", null);
        await MeetingAsync("in the projects", projects);
        await MeetingAsync("at Megan's", shared);
        await SweepAsync();

        Assert.Equal(expected, string.Join(", ", (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Order()));

        await MeetingAsync("in the projects", projects, sequence: 1, method: "CANCEL");
        await SweepAsync();
        Assert.Equal(
            scope == "all" ? 1 : 0,
            (await rig.ActivitiesAsync(alex)).Count(a => a.Status is Core.Activities.ActivityStatus.Cancelled));
    }

    [Fact]
    public async Task A_mail_that_the_mailbox_does_not_have_may_lie_in_the_archive_that_Graph_does_not_show()
    {
        Assert.Equal(CaptureReason.NotInMailbox, (await WhyAsync("nowhere")).Reason);
    }

    [Fact]
    public async Task A_host_of_several_organisations_wants_to_know_in_whose_tenant_a_shared_mailbox_lies()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CaptureRig.StartAsync(
            settings: [.. Shared[..2], ("AzureAd:TenantId", "organizations")]));
        Assert.Contains("names the Tenant that its Mailbox lies in", refused.ToString(), StringComparison.Ordinal);

        await RestartAsync([.. Shared[..2], .. CaptureRig.WithApi]);
        Assert.Equal(
            Guid.Parse(Simulation.TenantId),
            Assert.Single(rig.Services.GetRequiredService<IOptions<CapturePolicy>>().Value.SharedMailboxes).Tenant);
    }

    private static (string, string)[] Shared =>
    [
        ("Capture:SharedMailboxes:0:Mailbox", "Sales@contoso.example"), ("Capture:SharedMailboxes:0:AnsweredBy", "alexw@contoso.example"),
        ("Capture:SharedMailboxes:0:Tenant", Simulation.TenantId),
    ];

    private Task StartAsync(params (string Key, string Value)[] settings) => StartAsync(jobs: false, settings);

    private async Task StartAsync(bool jobs, params (string Key, string Value)[] settings)
    {
        rig = await CaptureRig.StartAsync(jobs, settings);
        alex = await UserAsync("Alex Wilber", "alexw@contoso.example", Simulation.Alex);
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    private async Task RestartAsync(params (string Key, string Value)[] settings)
    {
        await rig.DisposeAsync();
        await StartAsync(settings);
    }

    /// <summary>As a job of the sweep does, for everybody.</summary>
    private async Task SweepAsync()
    {
        var policy = rig.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<CapturePolicy>>().Value;
        foreach (var mailbox in await rig.Services.GetRequiredService<IMailboxDirectory>().AllAsync(CancellationToken.None))
        {
            var folders = await rig.Services.GetRequiredService<MailboxFolders>().FindAsync(mailbox, CancellationToken.None);
            var calendars = policy.Calendars is CalendarScope.All
                ? await rig.Services.GetRequiredService<IMailboxReader>().CalendarsAsync(mailbox, CancellationToken.None)
                : null;
            foreach (var resource in policy.ResourcesOf(mailbox).Concat(folders)
                .Concat((calendars as ItemRead<IReadOnlyList<string>>.Found)?.Value.Select(Mailbox.CalendarOf) ?? []))
            {
                Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(mailbox, resource));
            }
        }
    }

    private async Task<Mailbox> UserAsync(string name, string email, string oid)
    {
        var mailbox = await rig.UserAsync(name, oid);
        await rig.World.TruthAsync<string>($"update users set email = '{email}' where id = '{mailbox.User.Id}' returning email");
        return mailbox with { User = mailbox.User with { Email = email } };
    }

    private Task MailAsync(string to, string subject, string? user = null, string folder = "inbox") => rig.DeliverAsync(
        $"From: Clara Nilsson <clara.nilsson@litware.example>\nTo: {to}\nSubject: {subject}\n"
        + $"Message-ID: <{subject.Replace(' ', '-')}@litware.example>\n\nHello\n", user, Uri.EscapeDataString(folder));

    private async Task<string> FolderAsync(string user, string name) => await PostAsync($"control/folders?user={user}&name={name}");

    private async Task<string> CalendarAsync(string name, string? owner = null) => await PostAsync(
        $"control/calendars?user={Simulation.Alex}&name={Uri.EscapeDataString(name)}{(owner is null ? "" : $"&owner={owner}")}");

    private async Task<string> PostAsync(string path)
    {
        using var answer = await rig.Graph.Http.PostAsync(path, null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }

    private async Task MeetingAsync(string subject, string? calendar, int sequence = 0, string method = "REQUEST")
    {
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(3).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        using var content = new StringContent(
            $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n"
            + $"UID:{subject.Replace(' ', '-')}@litware.example\r\nSEQUENCE:{sequence}\r\nSUMMARY:{subject}\r\n"
            + $"DTSTAMP:20270101T000000Z\r\nDTSTART:{day}T090000Z\r\nDTEND:{day}T100000Z\r\n"
            + "ORGANIZER:mailto:clara.nilsson@litware.example\r\nATTENDEE:mailto:alexw@contoso.example\r\n"
            + "END:VEVENT\r\nEND:VCALENDAR\r\n",
            Encoding.UTF8, "text/calendar");
        using var answer = await rig.Graph.Http.PostAsync(
            $"control/events?user={Simulation.Alex}{(calendar is null ? "" : $"&calendar={Uri.EscapeDataString(calendar)}")}", content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<CaptureExplanation> WhyAsync(string subject)
    {
        var user = alex.User with { Door = Door.Outlook };
        var id = $"<{subject.Replace(' ', '-')}@litware.example>";
        var why = (await rig.Services.GetRequiredService<UseCaseRunner>().RunAsync(
            user, (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct), CancellationToken.None)).Value;
        return await rig.Services.GetRequiredService<MailFolderLookup>().ExplainAsync(user, why, id, CancellationToken.None);
    }
}
