namespace Crm.Cases.PublishedCases;

/// <summary>graph-02, and what Graph says in data-04.</summary>
public sealed class CaptureGraphCases
{
    [Fact]
    public async Task Graph_02_mails_from_the_years_1_and_9999_take_no_page_with_them()
    {
        using var graph = await GraphStub.StartAsync("graph-02");
        await using var stage = await CaptureStage.SetAsync(graph.Url);

        Assert.IsType<SyncOutcome.Done>(await stage.Rig.ReadAsync(stage.Alex));

        var subjects = (await stage.ActivitiesAsync()).Select(a => a.Subject).ToList();
        Assert.Contains("Ordinary mail before", subjects);
        Assert.Contains("Ordinary mail after", subjects);
        foreach (var odd in new[] { "G02-imported", "G02-far" })
        {
            Assert.True(
                (await stage.WhyAsync($"<{odd}@litware.example>")) is { Outcome: LedgerOutcome.Logged }
                or { Reason: CaptureReason.Unreadable });
        }

        Assert.EndsWith(
            "$deltatoken=g02", await stage.Rig.World.TruthAsync<string>("select delta_link from capture_cursors where resource = 'inbox'"),
            StringComparison.Ordinal);
        Assert.Equal(
            0L, await stage.Rig.World.TruthAsync<long>(
                "select count(*) from contacts where last_activity_at > now() + interval '1 day' or last_activity_at < now() - interval "
                + "'2 days'"));
    }

    [Fact]
    public async Task Data_04_a_mail_to_an_address_that_ends_with_an_invisible_sign_is_on_its_contact()
    {
        var address =
            JsonNode.Parse(Cases.Text("data-04.json"))!["graph"]!["toRecipients"]![0]!["emailAddress"]!["address"]!.GetValue<string>();
        await using var graph = await RawGraph.StartAsync();
        graph.Pages["sentitems"] = RawGraph.Page(RawGraph.Mail("sent", address: "alexw@contoso.example", name: "Alex Wilber", to: address));
        await using var stage = await CaptureStage.SetAsync(graph.Url);

        Assert.IsType<SyncOutcome.Done>(await stage.Rig.ReadAsync(stage.Alex, "sentitems"));

        Assert.Equal("Clara Nilsson", await stage.ContactOf(Assert.Single(await stage.ActivitiesAsync())));
    }
}
