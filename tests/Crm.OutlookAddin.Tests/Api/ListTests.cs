namespace Crm.OutlookAddin.Tests.Api;

public sealed class ListTests : PaneTests
{
    [Fact]
    public async Task A_filtered_list_comes_page_by_page_in_its_own_order()
    {
        foreach (var value in new[] { "100", "900", "500", "700" })
        {
            await Pane.World.DealAsync(Alex.User, $"Deal {value}", value, "Proposal");
        }

        var filter = Uri.EscapeDataString("deals where value >= 500 order by value desc");
        var first = await Alex.ReadAsync($"/api/deals?filter={filter}&take=2");
        var second = await Alex.ReadAsync($"/api/deals?filter={filter}&take=2&after={first["next"]}");

        Assert.Equal(["Deal 900", "Deal 700"], Titles(first));
        Assert.Equal(["Deal 500"], Titles(second));
        Assert.Equal(
            (3, false, 3),
            (first["total"]!.GetValue<int>(), first["totalIsLowerBound"]!.GetValue<bool>(), second["total"]!.GetValue<int>()));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Why_a_mail_is_or_is_not_here_is_answered_for_the_own_mailbox()
    {
        var adele = await Pane.PersonAsync("Adele Vance");
        await Pane.World.InDatabaseAsync(Alex.User with { Door = Core.Access.Door.Capture }, async db =>
        {
            var entry = Core.Capture.CaptureLedgerEntry
                .For(Alex.User.Id, Core.Capture.LedgerKind.Message, "graph-1", Pane.World.Clock.GetUtcNow());
            entry.Decide(
                Core.Capture.LedgerOutcome.Skipped, Core.Capture.CaptureReason.Private, "mail:a@b", null, Pane.World.Clock.GetUtcNow());
            db.CaptureLedger.Add(entry);
            return await db.SaveAsync(CancellationToken.None);
        });

        var own = await Alex.ReadAsync($"/api/capture/why?internetMessageId={Uri.EscapeDataString("<a@b>")}");
        var others = await adele.ReadAsync($"/api/capture/why?internetMessageId={Uri.EscapeDataString("<a@b>")}");
        using var none = await Alex.GetAsync("/api/capture/why");

        Assert.Equal(("SKIPPED", "private"), (own["outcome"]!.GetValue<string>(), own["reason"]!.GetValue<string>()));
        Assert.Null(others["outcome"]);
        Assert.NotNull((await none.ProblemAsync(400))["errors"]!["internetMessageId"]);
    }

    [Theory]
    [InlineData("/api/companies")]
    [InlineData("/api/contacts")]
    [InlineData("/api/deals")]
    [InlineData("/api/activities")]
    public async Task What_is_wrong_with_a_list_is_said_at_its_parameter(string list)
    {
        using var filter = await Alex.GetAsync($"{list}?filter={Uri.EscapeDataString("colour is blue")}");
        Assert.Contains("colour", (await filter.ProblemAsync(400))["errors"]!["filter"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var take in new[] { "0", "201", "-1", "many" })
        {
            using var size = await Alex.GetAsync($"{list}?take={take}");
            Assert.NotNull((await size.ProblemAsync(400))["errors"]!["take"]);
        }

        Assert.Empty((await Alex.ReadAsync(list))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_record_carries_its_version_and_what_belongs_to_it()
    {
        var company = await Pane.World.CompanyAsync(Alex.User, "Litware");
        var contact = await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example", company);
        var deal = await Pane.World.DealAsync(Alex.User, "Renewal", "100", null, company, contact);

        foreach (var (path, name) in new[]
            { ($"companies/{company}", "company"), ($"contacts/{contact}", "contact"), ($"deals/{deal}", "deal") })
        {
            using var answer = await Alex.GetAsync($"/api/{path}");
            var record = JsonNode.Parse(await answer.Content.ReadAsStringAsync())![name]!;
            Assert.Equal($"\"{record["version"]!.GetValue<int>()}\"", answer.Headers.ETag!.Tag);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }

        Assert.Equal("Renewal", (await Alex.ReadAsync($"/api/contacts/{contact}"))["openDeals"]![0]!["title"]!.GetValue<string>());
        Assert.Equal("OPEN", (await Alex.ReadAsync($"/api/deals/{deal}"))["deal"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Not_there_and_not_yours_are_one_answer()
    {
        var adele = await Pane.World.UserAsync("Adele Vance");
        var hers = await Pane.World.ContactAsync(adele, "Clara", "Nilsson");

        using var theirs = await Alex.GetAsync($"/api/contacts/{hers}");
        using var nowhere = await Alex.GetAsync($"/api/contacts/{Guid.Empty}");
        using var noId = await Alex.GetAsync("/api/contacts/clara");

        var (one, other) = (await theirs.ProblemAsync(404), await nowhere.ProblemAsync(404));
        Assert.Equal(one["detail"]!.GetValue<string>(), other["detail"]!.GetValue<string>());
        Assert.Null(theirs.Headers.ETag);
        await noId.ProblemAsync(404);
    }

    [Fact]
    public async Task One_box_finds_every_kind_of_record()
    {
        await Pane.World.CompanyAsync(Alex.User, "Litware");
        await Pane.World.DealAsync(Alex.User, "Litware renewal");

        var kinds = (await Alex.ReadAsync("/api/search?q=litware"))["items"]!.AsArray().Select(h => h!["kind"]!.GetValue<string>());
        Assert.Equal(["COMPANY", "DEAL"], kinds.Order());
        Assert.Single((await Alex.ReadAsync("/api/search?q=litware&take=1"))["items"]!.AsArray());
        using var empty = await Alex.GetAsync("/api/search?q=");
        Assert.NotNull((await empty.ProblemAsync(400))["errors"]!["q"]);
    }

    private static IEnumerable<string> Titles(JsonObject page) => page["items"]!.AsArray().Select(d => d!["title"]!.GetValue<string>());
}
