namespace Crm.OutlookAddin.Tests.Api;

public sealed class ContextTests : PaneTests
{
    private static readonly object Clara = new { email = "Clara.Nilsson@Litware.example", name = "Nilsson, Clara", role = "from" };

    [Fact]
    public async Task A_contact_is_recognised_in_any_spelling_and_shown_with_the_very_card_that_Teams_shows()
    {
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware & Söhne", "litware.example");
        var contact = await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example", litware);
        await Pane.World.DealAsync(Alex.User, "Renewal <2027> \"plus\"", "20500", "Proposal", litware, contact);

        using var answer = await Alex.PostAsync("/api/context", new { people = new[] { Clara } });
        var text = await answer.Content.ReadAsStringAsync();

        var person = Single(JsonNode.Parse(text)!);
        Assert.Equal("contact", person["kind"]!.GetValue<string>());
        Assert.Equal(contact.ToString(), person["contactId"]!.GetValue<string>());
        Assert.Equal("Clara Nilsson", person["name"]!.GetValue<string>());
        var inTeams = CardJson.Write(
            (await Pane.World.PressAsync(Alex.User with { Door = Door.Teams }, ShowContact.Verb, new ShowContact(contact))).Card);
        Assert.Contains("Renewal", inTeams, StringComparison.Ordinal);
        Assert.Contains($"\"card\":{inTeams},", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_further_address_of_a_contact_is_the_contact_too()
    {
        var id = await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example");
        await Pane.World.InDatabaseAsync(Alex.User, async db =>
        {
            var contact = (await db.Contacts.FindAsync(id))!;
            db.ContactAddresses
                .Add(ContactAddress.Further(contact, "clara.privat@gmail.com", AddressKind.Home, Pane.World.Clock.GetUtcNow()));
            return await db.SaveAsync(CancellationToken.None);
        });

        var person = Single(await Alex.OpenAsync([new { email = "clara.privat@gmail.com", name = "Clara" }]));

        Assert.Equal(("contact", id.ToString()), (Text(person, "kind"), Text(person, "contactId")));
        Assert.Contains(
            "{\"title\":\"Also\",\"value\":\"clara.privat@gmail.com\"}", person["card"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_from_a_known_company_gets_a_form_with_that_company_chosen_and_the_companys_card()
    {
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware", "litware.example");

        var found = await Alex.OpenAsync([Clara]);

        var person = Single(found);
        Assert.Equal(("company", litware.ToString()), (Text(person, "kind"), Text(person, "companyId")));
        Assert.Equal(("Clara", "Nilsson", "clara.nilsson@litware.example", litware.ToString()),
            (Input(person, "firstName"), Input(person, "lastName"), Input(person, "email"), Input(person, "companyId")));
        Assert.Equal(litware.ToString(), found["cards"]!.AsArray().Single()!["companyId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stranger_gets_a_form_filled_with_what_the_mail_says()
    {
        await Pane.World.CompanyAsync(Alex.User, "Litware");

        var person =
            Single(await Alex.OpenAsync([new { email = "jonas.weber@graphicdesign.example", name = (string?)null, role = "from" }]));

        Assert.Equal("unknown", Text(person, "kind"));
        Assert.Equal(("Jonas", "Weber", "jonas.weber@graphicdesign.example", null),
            (Input(person, "firstName"), Input(person, "lastName"), Input(person, "email"), Input(person, "companyId")));
        Assert.Equal("contact.new", person["open"]!["verb"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_free_mail_provider_is_nobodys_company()
    {
        await Pane.World.TruthAsync<Guid>(
            "insert into companies (id, owner_id, name, domain) values (gen_random_uuid(), "
                + $"'{Alex.User.Id}', 'Somebody', 'gmail.com') returning id");

        Assert.Equal("unknown", Text(Single(await Alex.OpenAsync([new { email = "anybody@gmail.com" }])), "kind"));
    }

    [Fact]
    public async Task Colleagues_are_those_with_an_account_and_everybody_else_at_the_firms_domain()
    {
        await Pane.World.UserAsync("Megan Bowen");
        await Pane.World.CompanyAsync(Alex.User, "Contoso itself", "contoso.example");

        var found = await Alex.OpenAsync([new { email = "MEGAN.BOWEN@contoso.example" }, new { email = "canteen@contoso.example" }]);

        Assert.Equal(["colleague", "colleague"], found["people"]!.AsArray().Select(p => Text(p!, "kind")));
        Assert.All(found["people"]!.AsArray(), p => Assert.Null(p!["card"]));
    }

    [Fact]
    public async Task Nobody_is_their_own_colleague()
    {
        await Pane.World.UserAsync("Megan Bowen");

        var found = await Alex.OpenAsync([new { email = Alex.User.Email.ToUpperInvariant() },
            new { email = "megan.bowen@contoso.example" }]);

        Assert.Equal(["megan.bowen@contoso.example"], found["people"]!.AsArray().Select(p => Text(p!, "email")));
    }

    [Fact]
    public async Task A_contact_of_somebody_else_is_a_stranger_to_those_who_see_only_their_own()
    {
        var manager = await Pane.PersonAsync("Joni Sherman", Role.Manager);
        var adele = await Pane.World.UserAsync("Adele Vance");
        await Pane.World.ContactAsync(adele, "Clara", "Nilsson", "clara.nilsson@litware.example");

        Assert.Equal("unknown", Text(Single(await Alex.OpenAsync([Clara])), "kind"));
        Assert.Equal("contact", Text(Single(await manager.OpenAsync([Clara])), "kind"));
    }

    [Fact]
    public async Task What_became_of_the_mail_is_said_with_its_reason_and_to_its_owner_only()
    {
        var adele = await Pane.PersonAsync("Adele Vance");
        await Pane.World.InDatabaseAsync(Alex.User with { Door = Door.Capture }, async db =>
        {
            var entry = CaptureLedgerEntry.For(Alex.User.Id, LedgerKind.Message, "AAMk1", Pane.World.Clock.GetUtcNow());
            entry.Decide(LedgerOutcome.Skipped, CaptureReason.Bulk, "mail:news-1@weekly.example", null, Pane.World.Clock.GetUtcNow());
            db.CaptureLedger.Add(entry);
            return await db.SaveAsync(CancellationToken.None);
        });

        var capture = (await Alex.OpenAsync([], "<news-1@weekly.example>"))["capture"]!;

        Assert.Equal(("skipped", "bulk-mail", "Not captured: it is bulk mail or a newsletter."),
            (Text(capture, "state"), Text(capture, "reason"), Text(capture, "sentence")));
        Assert.Null((await adele.OpenAsync([], "<news-1@weekly.example>"))["capture"]);
        Assert.Null((await Alex.OpenAsync([], "<other@weekly.example>"))["capture"]);
    }

    [Fact]
    public async Task The_first_people_have_their_cards_with_them_and_the_others_open_on_a_press()
    {
        var people =
            (await Alex.OpenAsync(
                [.. Enumerable.Range(1, 9).Select(n => new { email = $"person.{n}@graphicdesign.example" })]))["people"]!.AsArray();

        Assert.Equal(4, people.Count(p => p!["card"] is not null));
        var last = people[^1]!["open"]!;
        var opened = await Alex.PressAsync(Text(last, "verb")!, last["data"]!);
        Assert.Contains("person.9@graphicdesign.example", opened["card"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_Outlook_sends_is_taken_as_a_claim_and_nothing_of_it_breaks_the_pane()
    {
        var found = await Alex.OpenAsync(
        [
            new { email = "/O=FIRM/OU=EXCHANGE/CN=RECIPIENTS/CN=ANN", name = "Ann Miller" }, new { email = "", name = "" },
            new { email = "a\0b@c.example", name = "nul\0" },
            new { email = new string('x', 400) + "@c.example", name = new string('y', 400) },
            new { email = "o'brien@c.example", name = "'; drop table contacts; --" },
        ]);
        Assert.All(found["people"]!.AsArray(), p => Assert.Equal("unknown", Text(p!, "kind")));
        Assert.Null(found["people"]![0]!["email"]);
        Assert.Equal(
            ("Ann", "Miller", null),
            (Input(found["people"]![0]!, "firstName"), Input(found["people"]![0]!, "lastName"), Input(found["people"]![0]!, "email")));

        using var nothing = await Alex.PostTextAsync("/api/context", "{\"item\":null,\"people\":null,\"news\":{\"of\":[1]}}");
        Assert.Equal(200, (int)nothing.StatusCode);
        using var crowd =
            await Alex.PostAsync("/api/context", new { people = Enumerable.Range(0, 101).Select(n => new { email = $"p{n}@c.example" }) });
        Assert.NotNull((await crowd.ProblemAsync(400))["errors"]!["people"]);
    }

    [Theory]
    [InlineData("Ann Miller", null, "Ann", "Miller")]
    [InlineData("Miller, Ann", null, "Ann", "Miller")]
    [InlineData("Ann Maria Miller (Litware)", null, "Ann Maria", "Miller")]
    [InlineData("'Ann Miller' via Sales", null, "Ann", "Miller")]
    [InlineData("ann.miller@litware.example", "ann.miller@litware.example", "Ann", "Miller")]
    [InlineData(null, "ann_b.miller2@litware.example", "Ann B", "Miller")]
    [InlineData(null, "info@litware.example", null, "Info")]
    [InlineData("Cher", "cher@litware.example", null, "Cher")]
    [InlineData("山田 太郎", null, "太郎", "山田")]
    [InlineData(null, null, null, null)]
    public void A_name_is_guessed_for_people_to_correct(string? shown, string? address, string? first, string? last) =>
        Assert.Equal(new PersonName(first, last), PersonName.Guess(shown, address));

    private static JsonNode Single(JsonNode found) => found["people"]!.AsArray().Single()!;

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();

    private static string? Input(JsonNode person, string id) =>
        person["card"]!["body"]!.AsArray().Single(e => e!["id"]?.GetValue<string>() == id)!["value"]?.GetValue<string>();
}
