namespace Crm.OutlookAddin.Tests.Api;

/// <summary>Somebody whom nobody knows may be a contact under a new address: the pane asks, and a press says yes.</summary>
public sealed class NewAddressTests : PaneTests
{
    private static readonly object[] Stranger = [new { email = "Clara.Nilsson@home.example", name = "NILSSON, Clara", role = "from" }];

    [Fact]
    public async Task A_press_gives_the_contact_the_address_and_from_then_on_it_is_theirs()
    {
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware Inc.", "litware.example");
        var clara = await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example", litware);
        var person = Single(await Alex.OpenAsync(Stranger));

        var asked = person["mayBe"]!;
        Assert.Equal("unknown", Text(person, "kind"));
        Assert.Equal("contact.new", Text(person["open"]!, "verb"));
        Assert.Equal("Is this Clara Nilsson of Litware Inc. under a new address?", Text(asked["body"]![0]!, "text"));
        var yes = asked["actions"]![0]!;
        var pressed = await Alex.PressAsync(Text(yes, "verb")!, yes["data"]!);

        Assert.Null(pressed["refusal"]);
        Assert.Contains("Clara Nilsson", pressed["card"]!.ToJsonString(), StringComparison.Ordinal);
        person = Single(await Alex.OpenAsync(Stranger));
        Assert.Equal(("contact", clara.ToString()), (Text(person, "kind"), Text(person, "contactId")));
        Assert.Null(person["mayBe"]);
    }

    [Fact]
    public async Task Those_at_the_company_of_the_addresss_domain_come_first_a_slip_of_the_pen_included()
    {
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware", "litware.example");
        await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@home.example");
        await Pane.World.ContactAsync(Alex.User, "Klara", "Nilsson", "k.nilsson@litware.example", litware);

        var asked = Single(await Alex.OpenAsync([new { email = "clara.n@litware.example", name = "Clara Nilsson" }]))["mayBe"]!;

        var text = asked.ToJsonString();
        Assert.Equal("Is this one of them under a new address?", Text(asked["body"]![0]!, "text"));
        Assert.True(text.IndexOf("Klara", StringComparison.Ordinal) < text.IndexOf("clara@home", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task What_stands_behind_a_plus_does_not_make_somebody_else_of_an_address()
    {
        await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example");

        var asked = Single(await Alex.OpenAsync([new { email = "clara+news@litware.example" }]))["mayBe"]!;

        Assert.StartsWith("Is this Clara Nilsson under", Text(asked["body"]![0]!, "text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_companies_each_may_have_its_own()
    {
        await Pane.World.CompanyAsync(Alex.User, "Fabrikam", "fabrikam.example");
        var litware = await Pane.World.CompanyAsync(Alex.User, "Litware", "litware.example");
        await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example", litware);

        Assert.Null(Single(await Alex.OpenAsync([new { email = "clara@fabrikam.example", name = "Clara Nilsson" }]))["mayBe"]);
    }

    [Fact]
    public async Task Nobody_is_asked_about_contacts_whom_they_may_not_change()
    {
        var boss = await Pane.PersonAsync("Joni Sherman", Role.Manager);
        var auditor = await Pane.PersonAsync("Rita Auditor", Role.Readonly);
        var adele = await Pane.World.UserAsync("Adele Vance");
        await Pane.World.ContactAsync(adele, "Clara", "Nilsson", "clara@litware.example");

        Assert.Null(Single(await Alex.OpenAsync(Stranger))["mayBe"]);
        Assert.Null(Single(await auditor.OpenAsync(Stranger))["mayBe"]);
        Assert.NotNull(Single(await boss.OpenAsync(Stranger))["mayBe"]);
        await SeeEverybodyAsync();
        Assert.Null(Single(await Alex.OpenAsync(Stranger))["mayBe"]);
    }

    [Theory]
    [InlineData("clara@home.example", "Clara")]
    [InlineData(null, "Clara Nilsson")]
    [InlineData("erik.berg@home.example", "Erik Berg")]
    [InlineData("gone.away@home.example", "Gone Away")]
    public async Task Nobody_is_asked_about_half_a_name_no_address_somebody_else_or_a_deleted_contact(string? email, string name)
    {
        await Pane.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara@litware.example");
        var gone = await Pane.World.ContactAsync(Alex.User, "Gone", "Away", "gone@litware.example");
        await Alex.PressAsync("record.delete", new { kind = "Contact", id = gone, version = 1 });

        Assert.Null(Single(await Alex.OpenAsync([new { email, name }]))["mayBe"]);
    }

    private async Task SeeEverybodyAsync()
    {
        await Pane.World.TruthAsync<int>(
            "with done as (update crm_control.tenants set visibility = 'EVERYONE' returning 1) select count(*)::int from done");
        Pane.World.Clock.Pass(TimeSpan.FromMinutes(1)); // a tenant is remembered for half a minute
    }

    private static JsonNode Single(JsonNode found) => found["people"]!.AsArray().Single()!;

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();
}
