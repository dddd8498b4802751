using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Records;
using Crm.Core.Search;
using Crm.Testing;

namespace Crm.Core.Tests.Contacts;

/// <summary>A firm that says where it is need not type its country code.</summary>
public sealed class PhoneOfCountryTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser ann = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller");
        ann = ann with { Tenant = ann.Tenant with { Country = "SE" } };
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("08-123 456 78", "+46 8 123 456 78")]
    [InlineData("070-174 06 05", "+46 70 174 06 05")]
    [InlineData("+49 30 1234567", "+49 30 1234567")]
    [InlineData("112", "112")]
    public async Task A_new_contacts_number_is_kept_with_the_firms_country(string typed, string kept)
    {
        await world.RunAsync(ann, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(new CreateContact("Ida", "Berg", Phone: typed), ct));

        Assert.Equal(kept, await world.TruthAsync<string>("select phone from contacts"));
    }

    [Fact]
    public async Task So_is_a_changed_one_and_a_companys_and_every_notation_finds_them()
    {
        var contact = await world.ContactAsync(ann, "Ida", "Berg");
        var fields = new Dictionary<string, JsonElement> { ["mobile"] = JsonSerializer.SerializeToElement("070-174 06 05") };
        Assert.Null((await world.RunAsync(ann, (ChangeContactHandler h, CancellationToken ct) => h.HandleAsync(new FieldChanges(contact, null, fields), ct))).Refusal);
        await world.RunAsync(ann, (CreateCompanyHandler h, CancellationToken ct) => h.HandleAsync(new CreateCompany("Litware", Phone: "08-123 456 78"), ct));

        Assert.Equal("+46 70 174 06 05", await world.TruthAsync<string>("select mobile from contacts"));
        Assert.Equal("+46 8 123 456 78", await world.TruthAsync<string>("select phone from companies"));
        foreach (var typed in new[] { "070-174 06 05", "+46701740605", "0046 70 174 06 05" })
        {
            var hits = (await world.RunAsync(ann, (FindRecordsHandler h, CancellationToken ct) => h.HandleAsync(new FindRecords(typed), ct))).Value.Hits;
            Assert.Equal(["Ida Berg"], hits.Select(h => h.Title));
        }
    }
}
