using Crm.Core.Access;
using Crm.Core.Administration;
using Crm.Core.Records;
using Crm.Testing;

namespace Crm.Data.Tests.Imports;

/// <summary>A number without a country code is one of the row's country, else of its company's, else of the firm's.</summary>
public sealed class PhoneCountryTests : IAsyncLifetime
{
    private World world = null!;
    private ImportDesk desk = null!;
    private CurrentUser ann = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        desk = ImportDesk.In(world);
        ann = await world.UserAsync("Ann Miller");
        ann = ann with { Tenant = ann.Tenant with { Country = "SE" } };
    }

    public async Task DisposeAsync()
    {
        await desk.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task The_country_of_the_row_counts_wherever_its_column_stands()
    {
        await desk.ImportAsync(
            ann, "contacts",
            "First name,Last name,Phone,Country,Mobile\nIda,Berg,030 1234567,Germany,0151 23456789\nPer,Ek,08-123 456 78,,070-174 06 05\n");
        await desk.ImportAsync(ann, "companies", "Name,Phone,Country\nLitware,01 23 45 67 89,FR\nAdatum,08-123 456 78,\n");

        Assert.Equal("+49 30 1234567 +49 1512 3456789", await world.TruthAsync<string>(
            "select phone || ' ' || mobile from contacts where first_name = 'Ida'"));
        Assert.Equal("+46 8 123 456 78 +46 70 174 06 05", await world.TruthAsync<string>(
            "select phone || ' ' || mobile from contacts where first_name = 'Per'"));
        Assert.Equal("+33 1 23 45 67 89", await world.TruthAsync<string>("select phone from companies where name = 'Litware'"));
        Assert.Equal("+46 8 123 456 78", await world.TruthAsync<string>("select phone from companies where name = 'Adatum'"));
    }

    [Fact]
    public async Task Then_that_of_the_company_which_the_row_means_by_name_or_domain()
    {
        await desk.ImportAsync(
            ann, "companies", "Name,Domain,Country\nLitware Inc.,litware.example,Germany\nTwin,,DE\nAdatum,adatum.example,SE\n");
        await desk.ImportAsync(await world.UserAsync("Eve Other"), "companies",
            "Name,Domain,Country\nTwin,,FR\nUnseen,unseen.example,FR\n");

        await desk.ImportAsync(ann, "contacts",
            """
            First name,Last name,Email,Phone,Company,Company domain,Country
            By,Name,,030 1234567,LITWARE INC.,,
            By,Domain,,030 1234567,,litware.example,
            By,Mail,m@litware.example,030 1234567,,,
            Own,Country,,01 23 45 67 89,Litware Inc.,,FR
            Of,Firm,,08-123 456 78,Adatum,,
            Nobody,Known,,08-123 456 78,Coho,,
            Not,Mine,x@unseen.example,08-123 456 78,,,
            A,Twin,,030 1234567,Twin,,

            """);

        Assert.Equal(
            "A Twin +49 30 1234567, By Domain +49 30 1234567, By Mail +49 30 1234567, By Name +49 30 1234567, Nobody Known +46 8 123 456 "
                + "78, "
            + "Not Mine +46 8 123 456 78, Of Firm +46 8 123 456 78, Own Country +33 1 23 45 67 89",
            await world.TruthAsync<string>(
                "select string_agg(first_name || ' ' || last_name || ' ' || phone, ', ' order by first_name collate \"C\", last_name "
                    + "collate \"C\") from contacts"));
    }

    [Fact]
    public async Task A_column_of_the_firms_own_for_numbers_is_read_so_too()
    {
        var admin = await world.UserAsync("Ada Boss", Role.Admin);
        Assert.Null((await world.RunAsync(admin, (DefineFieldHandler h, CancellationToken ct) =>
            h.DefineAsync(new DefineField(RecordKind.Contact, "Desk", "PHONE"), ct))).Refusal);

        await desk.ImportAsync(ann, "contacts", "First name,Last name,Desk,Country\nIda,Berg,030 1234567,Germany\n");

        Assert.Equal("+49 30 1234567", await world.TruthAsync<string>("select custom->>'desk' from contacts"));
    }
}
