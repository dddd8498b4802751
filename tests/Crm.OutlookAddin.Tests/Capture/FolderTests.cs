namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Mail that a server-side rule filed before it ever stood in the inbox.</summary>
public sealed class FolderTests : IAsyncLifetime
{
    private CaptureRig rig = null!;
    private Mailbox alex = null!;

    public async Task InitializeAsync() => await StartAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task A_folder_made_yesterday_and_one_made_today_below_it_are_read_by_themselves()
    {
        var customers = await FolderAsync("Customers");
        await MailAsync("one", customers);
        await SweepAsync();
        Assert.Equal(["one"], await SubjectsAsync());

        var below = await FolderAsync("Litware", customers);
        await MailAsync("two", below);
        await MailAsync("three", customers);
        await SweepAsync();

        Assert.Equal(["one", "three", "two"], await SubjectsAsync());
        Assert.Equal(
            below, await rig.World.TruthAsync<string>(
                "select folder from activity_mailboxes m join activities a on a.id = m.activity_id where a.subject = 'two'"));
    }

    [Theory]
    [InlineData("junkemail")]
    [InlineData("deleteditems")]
    [InlineData("drafts")]
    [InlineData("outbox")]
    public async Task Below_junk_deleted_drafts_and_outbox_nothing_is_read(string parent)
    {
        await MailAsync("thrown away", await FolderAsync("Old customers", parent));
        await MailAsync("kept", await FolderAsync("Customers"));
        await SweepAsync();

        Assert.Equal(["kept"], await SubjectsAsync());
    }

    /// <summary>Its id could not be asked for just then, and it might be any of the folders.</summary>
    [Fact]
    public async Task While_Graph_does_not_say_which_folder_is_the_junk_no_folder_is_taken_up()
    {
        await MailAsync("spam", "junkemail");
        await MailAsync("kept", await FolderAsync("Customers"));
        await rig.Graph.OrderFaultAsync(new { kind = "503", path = "mailFolders/junkemail", count = 3 });

        Assert.Empty(await SweepAsync());
        await SweepAsync();

        Assert.Equal(["kept"], await SubjectsAsync());
    }

    [Theory]
    [InlineData("Private")]
    [InlineData("do not log")]
    [InlineData("Privat")]
    [InlineData(" PERSONAL ")]
    public async Task A_folder_that_its_owner_named_private_is_not_read(string name)
    {
        await MailAsync("mine", await FolderAsync(name));
        await SweepAsync();

        Assert.Empty(await SubjectsAsync());
        Assert.Contains($"“{name}”, which is not read", (await WhyAsync("mine")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_is_read_as_well()
    {
        await MailAsync("archived", "archive");
        await SweepAsync();
        Assert.Equal(["archived"], await SubjectsAsync());
    }

    [Fact]
    public async Task A_folder_thrown_away_is_read_no_more_and_one_renamed_still_is()
    {
        var (customers, partners) = (await FolderAsync("Customers"), await FolderAsync("Partners"));
        await SweepAsync();
        await rig.Graph.Http.PatchAsync($"control/folders/{customers}?user={Simulation.Alex}&parent=deleteditems", null);
        await rig.Graph.Http.PatchAsync($"control/folders/{partners}?user={Simulation.Alex}&name=Friends", null);
        await MailAsync("thrown away", customers);
        await MailAsync("kept", partners);
        await SweepAsync();
        Assert.Equal(["kept"], await SubjectsAsync());

        await rig.Graph.Http.DeleteAsync($"control/folders/{partners}?user={Simulation.Alex}");
        Assert.DoesNotContain(partners, await SweepAsync());
    }

    [Fact]
    public async Task When_Graph_forgets_where_the_list_of_folders_stood_all_are_asked_for_again()
    {
        var customers = await FolderAsync("Customers");
        await SweepAsync();
        await rig.PostAsync("control/expire-tokens");
        var partners = await FolderAsync("Partners");
        Assert.Contains(customers, await SweepAsync());
        Assert.Equal(new[] { customers, partners }.Order(), (await SweepAsync()).Where(f => f == customers || f == partners).Order());
    }

    [Fact]
    public async Task A_mail_in_a_folder_that_is_not_read_is_told_with_the_folders_name()
    {
        await rig.DisposeAsync();
        await StartAsync(("Capture:Folders:0", "inbox"), ("Capture:Folders:1", "sentitems"));
        await MailAsync("po-88123", await FolderAsync("Customers"));
        Assert.Empty(await SweepAsync());

        Assert.Empty(await SubjectsAsync());
        var why = await WhyAsync("po-88123");
        Assert.Equal((CaptureReason.FolderLeftOut, "Not captured: it lies in the folder “Customers”, which is not read."),
            (why.Reason, why.Sentence));
    }

    [Fact]
    public async Task A_folder_that_the_firm_left_out_by_name_is_told_so_and_one_that_waits_as_well()
    {
        await rig.DisposeAsync();
        await StartAsync(("Capture:LeaveOutFolders:0", "customers"));
        await MailAsync("left out", await FolderAsync("Customers"));
        await MailAsync("waits", await FolderAsync("Partners"));

        Assert.Equal(CaptureReason.FolderLeftOut, (await WhyAsync("left out")).Reason);
        Assert.Contains("“Partners”, which is read in the next round", (await WhyAsync("waits")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_moved_from_the_inbox_into_a_folder_stays_one_activity()
    {
        var customers = await FolderAsync("Customers");
        await MailAsync("moved", "inbox");
        await rig.ReadAsync(alex);
        var id = (await rig.LedgerAsync(alex)).Single().GraphId;
        await rig.PostAsync($"control/messages/{id}/move?user={Simulation.Alex}&folder={customers}");
        await SweepAsync();

        Assert.Equal(["moved"], await SubjectsAsync());
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        rig = await CaptureRig.StartAsync(settings: settings);
        alex = await rig.UserAsync();
        await rig.World.ContactAsync(alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
    }

    /// <summary>What the jobs do at each sweep.</summary>
    private async Task<IReadOnlyList<string>> SweepAsync()
    {
        var found = await rig.Services.GetRequiredService<MailboxFolders>().FindAsync(alex, CancellationToken.None);
        foreach (var resource in found.Prepend("sentitems").Prepend("inbox"))
        {
            Assert.IsType<SyncOutcome.Done>(await rig.ReadAsync(alex, resource));
        }

        return found;
    }

    private async Task<string> FolderAsync(string name, string? parent = null)
    {
        using var answer = await rig.Graph.Http.PostAsync(
            $"control/folders?user={Simulation.Alex}&name={Uri.EscapeDataString(name)}"
                + $"{(parent is null ? "" : $"&parent={Uri.EscapeDataString(parent)}")}", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }

    private Task MailAsync(string subject, string folder) => rig.DeliverAsync(
        "From: Clara Nilsson <clara.nilsson@litware.example>\nTo: alexw@contoso.example\nSubject: "
            + $"{subject}\nMessage-ID: <{subject.Replace(' ', '-')}@litware.example>\n\nHello\n", Simulation.Alex,
            Uri.EscapeDataString(folder));

    private async Task<List<string>> SubjectsAsync() =>
        [.. (await rig.ActivitiesAsync(alex)).Select(a => a.Subject).Order(StringComparer.Ordinal)];

    private async Task<CaptureExplanation> WhyAsync(string subject)
    {
        var user = alex.User with { Door = Core.Access.Door.Outlook };
        var id = $"<{subject.Replace(' ', '-')}@litware.example>";
        var why =
            (await rig.World.RunAsync(user, (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct))).Value;
        return await rig.Services.GetRequiredService<MailFolderLookup>().ExplainAsync(user, why, id, CancellationToken.None);
    }
}
