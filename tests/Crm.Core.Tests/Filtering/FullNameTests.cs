namespace Crm.Core.Tests.Filtering;

/// <summary>A contact is found by the name that cards show, though the column holds the last name first.</summary>
public sealed class FullNameTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        var clara = await World.ContactAsync(Ann, "Clara Maria", "Nilsson", "clara@litware.example");
        await World.ContactAsync(Ann, "Maria", "Nilsson Clara", "maria@litware.example");
        await World.ContactAsync(Ann, "Jörg", "de Vries", "jorg@litware.example");
        var deal = await World.RunAsync(
            Ann, (CreateDealHandler h, CancellationToken ct) => h.HandleAsync(new CreateDeal("Fleet", ContactId: clara.ToString()), ct));
        Assert.Null(deal.Refusal);
    }

    [Theory]
    [InlineData("name is \"Clara Maria Nilsson\"", "Clara Maria Nilsson")]
    [InlineData("name is \"nilsson clara maria\"", "Clara Maria Nilsson, Maria Nilsson Clara")]
    [InlineData("name is \"Maria Nilsson Clara\"", "Maria Nilsson Clara")]
    [InlineData("name is Nilsson", "")]
    [InlineData("name is any of (\"JORG DE VRIES\", \"Clara Maria Nilsson\")", "Clara Maria Nilsson, Jörg de Vries")]
    [InlineData("name is not \"Jörg de Vries\" and name is not \"Maria Nilsson Clara\"", "Clara Maria Nilsson")]
    [InlineData("name starts with \"clara m\"", "Clara Maria Nilsson")]
    [InlineData("name starts with \"jorg de\"", "Jörg de Vries")]
    [InlineData("name starts with nilsson", "Clara Maria Nilsson, Maria Nilsson Clara")]
    [InlineData("name contains \"maria nil\"", "Clara Maria Nilsson, Maria Nilsson Clara")]
    [InlineData("name does not contain \"maria nil\"", "Jörg de Vries")]
    [InlineData("name ends with nilsson", "Clara Maria Nilsson")]
    [InlineData("name ends with \"de vries\"", "Jörg de Vries")]
    [InlineData("first name is maria", "Maria Nilsson Clara")]
    [InlineData("last name starts with de", "Jörg de Vries")]
    public async Task A_filter_finds_it(string filter, string names)
    {
        var found = await World.RunAsync(Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(filter), ct));
        Assert.Equal(names, string.Join(", ", found.Value.Items.Select(c => c.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(found.Value.Items.Count, found.Value.Total);
    }

    [Theory]
    [InlineData("contact is \"Clara Maria Nilsson\"", 1)]
    [InlineData("contact is not \"Clara Maria Nilsson\"", 0)]
    [InlineData("contact ends with nilsson", 1)]
    [InlineData("contact starts with nilsson", 1)]
    [InlineData("contact contains \"maria nilsson\"", 1)]
    [InlineData("contact email ends with litware.example", 1)]
    public async Task So_does_a_filter_of_its_deals(string filter, int deals) =>
        Assert.Equal(
            deals, (await World.RunAsync(
                Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(filter), ct))).Value.Page.Total);

    [Theory]
    [InlineData("Clara Maria Nilsson")]
    [InlineData("maria nilsson")]
    [InlineData("nilsson clara maria")]
    public async Task So_does_the_list_to_choose_from(string typed)
    {
        var found = await World.RunAsync(
            Ann, (PickRecordsHandler h, CancellationToken ct) => h.HandleAsync(new PickRecords(RecordKind.Contact, typed), ct));
        Assert.Contains(found.Value, p => p.Title == "Clara Maria Nilsson");
    }
}
