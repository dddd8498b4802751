namespace Crm.Core.Tests.Contacts;

/// <summary>A contact gets the address of somebody whom nobody knew.</summary>
public sealed class AddAddressTests : WorldTests
{
    private const string Private = "Clara.Privat@home.example";

    private Guid clara;

    protected override async Task ArrangeAsync()
    {
        clara = await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example");
    }

    [Fact]
    public async Task The_address_is_a_further_one_and_undo_takes_it_back()
    {
        var card = await AddAsync(Ann, new AddAddress(clara, Private, 1));

        Assert.Null(card.Refusal);
        Assert.Contains(
            "What comes from clara.privat@home.example is Clara Nilsson's from now on.", BotDriver.TextOf(CardJson.ToElement(card.Card)),
            StringComparison.Ordinal);
        Assert.Equal("clara.privat@home.example OTHER, clara@litware.example PRIMARY", await AddressesAsync());

        var undone = await World.PressAsync(Ann, UndoLast.Verb, new UndoLast());

        Assert.Contains(
            "“Clara Nilsson” is as it was before: e-mail address", BotDriver.TextOf(CardJson.ToElement(undone.Card)),
            StringComparison.Ordinal);
        Assert.Equal("clara@litware.example PRIMARY", await AddressesAsync());
        Assert.NotNull((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);
    }

    [Fact]
    public async Task Who_had_no_address_has_it_for_their_first_and_undo_takes_that_back_as_well()
    {
        clara = await World.ContactAsync(Ann, "Dora", "Lind");

        Assert.Null((await AddAsync(Ann, new AddAddress(clara, "Dora@home.example", 1))).Refusal);
        Assert.Equal("dora@home.example PRIMARY", await AddressesAsync());
        Assert.Equal("Dora@home.example", await World.TruthAsync<string>($"select email from contacts where id = '{clara}'"));

        Assert.Null((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);
        Assert.Equal("", await AddressesAsync());
    }

    [Fact]
    public async Task What_was_added_a_while_ago_is_named_before_it_is_taken_back()
    {
        await AddAsync(Ann, new AddAddress(clara, Private));
        World.Clock.Pass(TimeSpan.FromHours(2));

        var asked = BotDriver.TextOf(CardJson.ToElement((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Card));

        Assert.Contains("you changed the contact “Clara Nilsson”: e-mail address", asked, StringComparison.Ordinal);
        Assert.Contains("clara.privat", await AddressesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_went_on_to_somebody_else_is_not_taken_from_them()
    {
        await AddAsync(Ann, new AddAddress(clara, Private));
        var dora = await World.ContactAsync(Ann, "Dora", "Lind", "dora@litware.example");
        await World.TruthAsync<Guid>(
            $"update contact_addresses set contact_id = '{dora}' where address = '{Private.ToLowerInvariant()}' returning id");

        Assert.NotNull((await World.PressAsync(Ann, UndoLast.Verb, new UndoLast())).Refusal);

        Assert.Equal(dora, await World.TruthAsync<Guid>("select contact_id from contact_addresses where address like 'clara.privat%'"));
    }

    [Fact]
    public async Task A_card_that_is_out_of_date_adds_nothing_and_shows_the_contact_as_it_stands()
    {
        await World.PressAsync(Ann, ChangeRecord.Verb, new { kind = "Contact", id = clara, version = 1, jobTitle = "Buyer" });

        var stale = await AddAsync(Ann, new AddAddress(clara, Private, 1));

        Assert.Equal(RefusalKind.Conflict, stale.Refusal?.Kind);
        Assert.Contains("Buyer", CardJson.Write(stale.Card), StringComparison.Ordinal);
        Assert.Equal("clara@litware.example PRIMARY", await AddressesAsync());
    }

    [Theory]
    [InlineData("CLARA@litware.example", "Clara Nilsson has this e-mail address already.")]
    [InlineData("dora@litware.example", "Dora Lind has this e-mail address already.")]
    [InlineData("nobody", "This is not an e-mail address. It should look like name@company.com.")]
    [InlineData(null, "This is not an e-mail address. It should look like name@company.com.")]
    public async Task An_address_that_is_somebodys_or_none_at_all_is_refused(string? address, string why)
    {
        await World.ContactAsync(Ann, "Dora", "Lind", "dora@litware.example");

        Assert.Equal(why, (await AddAsync(Ann, new AddAddress(clara, address, 1))).Refusal?.Message);
        Assert.Equal("clara@litware.example PRIMARY", await AddressesAsync());
    }

    [Fact]
    public async Task Only_who_may_change_the_contact_gives_it_an_address()
    {
        var bo = await World.UserAsync("Bo Dahl");
        var boss = await World.UserAsync("Bob Stone", Role.Manager);

        Assert.Equal(RefusalKind.NotFound, (await AddAsync(bo, new AddAddress(clara, Private))).Refusal?.Kind);
        bo = bo with { Tenant = bo.Tenant with { Visibility = Visibility.Everyone } };
        Assert.Equal(RefusalKind.NotAllowed, (await AddAsync(bo, new AddAddress(clara, Private))).Refusal?.Kind);
        Assert.Null((await AddAsync(boss, new AddAddress(clara, Private))).Refusal);
        Assert.Equal(
            Ann.Id, await World.TruthAsync<Guid>("select owner_id from contact_addresses where address like 'clara.privat%'"));
    }

    private Task<CardAnswer> AddAsync(CurrentUser who, AddAddress add) => World.PressAsync(who, AddAddress.Verb, add);

    private Task<string> AddressesAsync() => World.TruthAsync<string>(
        "select coalesce(string_agg(address || ' ' || kind, ', ' order by address), '') from contact_addresses "
        + $"where contact_id = '{clara}'");
}
