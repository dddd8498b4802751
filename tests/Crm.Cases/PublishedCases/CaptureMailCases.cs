namespace Crm.Cases.PublishedCases;

/// <summary>mail-02, mail-04, mail-06 and mail-08.</summary>
public sealed class CaptureMailCases
{
    [Fact]
    public async Task Mail_02_a_human_answer_is_logged_and_an_out_of_office_is_not()
    {
        await using var stage = await CaptureStage.SetAsync();
        await stage.MailAsync("mail-02a.eml");
        await stage.MailAsync("mail-02b.eml");
        await stage.SweepAsync();

        var activity = Assert.Single(await stage.ActivitiesAsync());
        Assert.Equal(("RE: Renewal, second draft", "Clara Nilsson"), (activity.Subject, await stage.ContactOf(activity)));
        Assert.Equal(CaptureReason.AutomaticReply, (await stage.WhyAsync("<oof-1@litware.example>")).Reason);
    }

    [Fact]
    public async Task Mail_04_what_a_group_address_rewrote_is_its_authors()
    {
        await using var stage = await CaptureStage.SetAsync();
        await stage.MailAsync("mail-04.eml");
        await stage.SweepAsync();

        var activity = Assert.Single(await stage.ActivitiesAsync());
        Assert.Equal((Direction.Inbound, "Clara Nilsson"), (activity.Direction, await stage.ContactOf(activity)));
        Assert.Equal(("clara.nilsson@litware.example", "Clara Nilsson"),
            activity.Participants.Single(p => p.Kind is ParticipantKind.From) is var from ? (from.Address, from.Name) : default);
    }

    [Fact]
    public async Task Mail_06_an_answer_through_the_customers_list_is_logged_and_a_strangers_newsletter_is_not()
    {
        await using var stage = await CaptureStage.SetAsync();
        await stage.MailAsync("mail-06.eml");
        await stage.Rig.DeliverAsync(
            Cases.Text("mail-06.eml").Replace("omar.haddad@proseware.example", "news@weekly.example", StringComparison.Ordinal)
            .Replace("offer-114-answer", "weekly-7", StringComparison.Ordinal));
        await stage.SweepAsync();

        var activity = Assert.Single(await stage.ActivitiesAsync());
        Assert.Equal((Direction.Inbound, "Omar Haddad"), (activity.Direction, await stage.ContactOf(activity)));
        Assert.Equal(LedgerOutcome.Skipped, (await stage.WhyAsync("<weekly-7@proseware.example>")).Outcome);
    }

    [Fact]
    public async Task Mail_08_mail_that_a_rule_filed_into_a_folder_is_captured_from_there()
    {
        await using var stage = await CaptureStage.SetAsync();
        await stage.MailAsync("mail-08.eml", "alexw@contoso.example", await FolderAsync(stage));
        await stage.SweepAsync();

        Assert.Equal("Clara Nilsson", await stage.ContactOf(Assert.Single(await stage.ActivitiesAsync())));
        Assert.Equal(LedgerOutcome.Logged, (await stage.WhyAsync("<po-88123@litware.example>")).Outcome);
    }

    [Fact]
    public async Task Mail_08_where_the_firm_does_not_read_the_folder_why_names_it()
    {
        await using var stage = await CaptureStage.SetAsync(null, ("Capture:Folders:0", "inbox"), ("Capture:Folders:1", "sentitems"));
        await stage.MailAsync("mail-08.eml", "alexw@contoso.example", await FolderAsync(stage));
        await stage.SweepAsync();

        Assert.Empty(await stage.ActivitiesAsync());
        Assert.Contains(
            "“Customers”, which is not read", (await stage.WhyAsync("<po-88123@litware.example>")).Sentence, StringComparison.Ordinal);
    }

    private static async Task<string> FolderAsync(CaptureStage stage)
    {
        using var answer = await stage.Rig.Graph.Http.PostAsync("control/folders?user=alexw@contoso.example&name=Customers", null);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
    }
}
