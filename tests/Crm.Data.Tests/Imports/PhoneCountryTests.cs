namespace Crm.Data.Tests.Imports;

/// <summary>A number without a country code is one of the row's country, else of its company's, else of the firm's.</summary>
public sealed class PhoneCountryTests : DeskTests
{
    protected override Task ArrangeAsync()
    {
        Ann = Ann with { Tenant = Ann.Tenant with { Country = "SE" } };
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_country_of_the_row_counts_wherever_its_column_stands()
    {
        await Desk.ImportAsync(
            Ann, "contacts",
            "First name,Last name,Phone,Country,Mobile\nIda,Berg,030 1234567,Germany,0151 23456789\nPer,Ek,08-123 456 78,,070-174 06 05\n");
        await Desk.ImportAsync(Ann, "companies", "Name,Phone,Country\nLitware,01 23 45 67 89,FR\nAdatum,08-123 456 78,\n");

        Assert.Equal("+49 30 1234567 +49 1512 3456789", await World.TruthAsync<string>(
            "select phone || ' ' || mobile from contacts where first_name = 'Ida'"));
        Assert.Equal("+46 8 123 456 78 +46 70 174 06 05", await World.TruthAsync<string>(
            "select phone || ' ' || mobile from contacts where first_name = 'Per'"));
        Assert.Equal("+33 1 23 45 67 89", await World.TruthAsync<string>("select phone from companies where name = 'Litware'"));
        Assert.Equal("+46 8 123 456 78", await World.TruthAsync<string>("select phone from companies where name = 'Adatum'"));
    }

    [Fact]
    public async Task Then_that_of_the_company_which_the_row_means_by_name_or_domain()
    {
        await Desk.ImportAsync(
            Ann, "companies", "Name,Domain,Country\nLitware Inc.,litware.example,Germany\nTwin,,DE\nAdatum,adatum.example,SE\n");
        await Desk.ImportAsync(await World.UserAsync("Eve Other"), "companies",
            "Name,Domain,Country\nTwin,,FR\nUnseen,unseen.example,FR\n");

        await Desk.ImportAsync(Ann, "contacts",
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
            await World.TruthAsync<string>(
                "select string_agg(first_name || ' ' || last_name || ' ' || phone, ', ' order by first_name collate \"C\", last_name "
                    + "collate \"C\") from contacts"));
    }

    [Fact]
    public async Task A_column_of_the_firms_own_for_numbers_is_read_so_too()
    {
        var admin = await World.UserAsync("Ada Boss", Role.Admin);
        await World.DefineAsync(admin, new DefineField(RecordKind.Contact, "Desk", "PHONE"));

        await Desk.ImportAsync(Ann, "contacts", "First name,Last name,Desk,Country\nIda,Berg,030 1234567,Germany\n");

        Assert.Equal("+49 30 1234567", await World.TruthAsync<string>("select custom->>'desk' from contacts"));
    }
}
