namespace Crm.Core.Tests.Records;

/// <summary>
/// Before a form makes what may be there already, the person is shown it; nothing they typed is lost, and nothing is named that they may
/// not see.
/// </summary>
public sealed class LookAlikeTests : WorldTests
{
    [Theory]
    [InlineData("litware inc.", "Litware Inc.", null, null)]
    [InlineData("LITWARE", "Litware Inc.", null, null)]
    [InlineData("Litware GmbH & Co. KG", "Litware Inc.", null, null)]
    [InlineData("Litwaer", "Litware Inc.", null, null)]
    [InlineData("Lit ware", "Litware Inc.", null, null)]
    [InlineData("L.I.T.W.A.R.E.", "Litware Inc.", null, null)]
    [InlineData("Müller & Söhne", "Muller und Sohne GmbH", null, null)]
    [InlineData("Volvo", "AB Volvo", null, null)]
    [InlineData("Ромашка", "ООО «Ромашка»", null, null)]
    [InlineData("リットウェア", "株式会社リットウェア", null, null)]
    [InlineData("Nordic branch", "Litware Inc.", "nordic.litware.com", "litware.com")]
    [InlineData("Headquarters", "Litware Inc.", "https://www.litware.de/kontakt", "litware.com")]
    [InlineData("Adventure-Works", "Adventure Works Cycles", "adventure-works.com", "adventure-works.co.uk")]
    public async Task A_company_that_looks_the_same_is_shown_before_it_is_made(string typed, string there, string? domain,
        string? domainThere)
    {
        var id = await World.CompanyAsync(Ann, there, domainThere);

        var asked = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany(typed, domain, City: "Malmö"));

        Assert.Contains("These look the same", Text(asked), StringComparison.Ordinal);
        Assert.Contains(id.ToString(), Text(asked), StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("companies"));
        Assert.Contains("Malmö", Text(await PressAsync(Ann, asked, "Change what I typed")), StringComparison.Ordinal);

        var made = await PressAsync(Ann, asked, "Create anyway");
        Assert.Null(made.Refusal);
        Assert.Equal("Malmö", await World.TruthAsync<string>($"select city from companies where id <> '{id}'"));
        await PressAsync(Ann, asked, "Create anyway", "the second press of one button makes no second company");
        Assert.Equal(2L, await CountAsync("companies"));
    }

    [Theory]
    [InlineData("Litware", "Northwind", null, null)]
    [InlineData("Store 12", "Store 11", null, null)]
    [InlineData("Fabrikam South", "Fabrikam North", null, null)]
    [InlineData("Contoso Bikes", "Contoso Bank", "contosobikes.com", "contosobank.com")]
    [InlineData("SAS", "SAP SE", null, null)]
    public async Task What_is_another_company_is_made_at_once(string typed, string there, string? domain, string? domainThere)
    {
        await World.CompanyAsync(Ann, there, domainThere);

        var made = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany(typed, domain));

        Assert.Null(made.Refusal);
        Assert.Equal(2L, await CountAsync("companies"));
    }

    [Fact]
    public async Task At_most_five_are_shown_the_same_names_first_and_the_first_two_can_be_merged()
    {
        var twin = Guid.Empty;
        foreach (var name in new[] { "Litwaer", "Litwarre", "Litwar", "Liitware", "Litwarf", "Littware", "Litware Inc." })
        {
            twin = await World.CompanyAsync(Ann, name);
        }

        var asked = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany("litware"));

        Assert.Equal(5, Buttons(asked).Count(b => b.Title == "Open"));
        Assert.Equal(twin.ToString(), Buttons(asked).First(b => b.Title == "Open").Data!.Value.GetProperty("id").GetString());
        Assert.Contains("Stays", Text(await PressAsync(Ann, asked, "Merge the first two")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_shown_what_they_may_not_see_and_nobody_learns_that_it_is_there()
    {
        var (eve, boss) = (await World.UserAsync("Eve Other"), await World.UserAsync("Bob Stone", Role.Manager));
        await World.CompanyAsync(eve, "Litware Inc.", "litware.com");
        await World.ContactAsync(eve, "Clara", "Nilsson", "clara@litware.com");

        var mine = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany("litware inc"));
        var contact = await World.PressAsync(Ann, CreateContact.Verb, new CreateContact("Clara", "Nilsson"));
        var managers = await World.PressAsync(boss, CreateCompany.Verb, new CreateCompany("litware"));

        Assert.Equal((null, null), (mine.Refusal, contact.Refusal));
        Assert.Contains("These look the same", Text(managers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_deleted_or_merged_away_looks_like_nothing()
    {
        var (kept, other) = (await World.CompanyAsync(Ann, "Northwind"), await World.CompanyAsync(Ann, "Litware Inc."));
        Assert.Null((await World.PressAsync(Ann, MergeCompanies.Verb, new MergeCompanies(kept, other))).Refusal);

        Assert.Null((await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany("Litware"))).Refusal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_is_said_before_anything_is_asked()
    {
        await World.CompanyAsync(Ann, "Litware Inc.", "litware.com");

        var wrong = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany("Litware", "no domain"));
        var taken = await World.PressAsync(Ann, CreateCompany.Verb, new CreateCompany("Litware", "litware.com"));

        Assert.NotNull(wrong.Refusal!.For("domain"));
        Assert.Equal("Litware Inc. has the domain litware.com already.", taken.Refusal!.For("domain"));
    }

    [Theory]
    [InlineData("Clara", "Nilsson", null, null, true)]
    [InlineData("clara", "NILSSON", null, null, true)]
    [InlineData("Nilsson", "Clara", null, null, true)]
    [InlineData("Clara", "Nilson", null, null, true)]
    [InlineData("Klara", "Nilsson", null, null, true)]
    [InlineData("C.", "Nilsson", null, null, true)]
    [InlineData("Clára", "Nilsson", null, null, true)]
    [InlineData("Clara", "Nilsson", null, null, false)]
    [InlineData("Somebody", "Else", "clara+crm@litware.com", null, false)]
    [InlineData("Somebody", "Else", null, "08-123 45 67", false)]
    [InlineData("Somebody", "Else", null, "+46 (0)8 1234567", false)]
    public async Task A_contact_who_looks_the_same_is_shown_before_they_are_made(string first, string last, string? email, string? phone,
        bool atLitware)
    {
        var litware = await World.CompanyAsync(Ann, "Litware", "litware.com");
        var clara = (await World.RunAsync(Ann, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(
            new CreateContact("Clara", "Nilsson", "clara@litware.com", "+46 8 123 45 67", "Head of Procurement", litware.ToString()), ct)))
                .Value;

        var asked = await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact(first, last, email, phone, "Buyer", atLitware ? litware.ToString() : null));

        Assert.Contains("These look the same", Text(asked), StringComparison.Ordinal);
        Assert.Contains(clara.ToString(), Text(asked), StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("contacts"));
        Assert.Contains("Buyer", Text(await PressAsync(Ann, asked, "Change what I typed")), StringComparison.Ordinal);
        Assert.Null((await PressAsync(Ann, asked, "Create anyway")).Refusal);
        Assert.Equal("Buyer", await World.TruthAsync<string>($"select job_title from contacts where id <> '{clara}'"));
    }

    [Fact]
    public async Task A_namesake_at_another_company_a_colleague_and_a_switchboard_number_are_nobody_else()
    {
        var (litware, tailspin) = (await World.CompanyAsync(Ann, "Litware"), await World.CompanyAsync(Ann, "Tailspin"));
        foreach (var first in new[] { "Clara", "Jonas", "Ida", "Per" })
        {
            Assert.Null((await World.RunAsync(Ann, (CreateContactHandler h, CancellationToken ct) => h.HandleAsync(
                new CreateContact(first, $"{first}son", null, "+46 8 123 45 67", CompanyId: litware.ToString()), ct))).Refusal);
        }

        Assert.Null((await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Clara", "Clarason", CompanyId: tailspin.ToString()))).Refusal);
        Assert.Null((await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Sven", "Svensson", null, "08-1234567", CompanyId: litware.ToString()))).Refusal);
    }

    [Fact]
    public async Task The_very_address_is_refused_as_ever()
    {
        await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.com");

        var again = await World.PressAsync(Ann, CreateContact.Verb, new CreateContact("Somebody", "Else", "Clara@Litware.com"));

        Assert.Equal("Clara Nilsson has this e-mail address already.", again.Refusal!.For("email"));
    }

    [Fact]
    public async Task A_company_that_is_not_there_is_offered_to_be_created_with_the_contact()
    {
        var asked = await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Jonas", "Weber", "jonas@graphicdesign.example", CompanyId: "Graphic Design"));

        Assert.Contains("Graphic Design is not in the CRM yet", Text(asked), StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (await CountAsync("companies"), await CountAsync("contacts")));
        Assert.Contains("Graphic Design (new)", Text(await PressAsync(Ann, asked, "Change what I typed")), StringComparison.Ordinal);

        var made = await PressAsync(Ann, asked, "Create Graphic Design");

        Assert.Null(made.Refusal);
        Assert.Equal("Jonas Graphic Design graphicdesign.example PROSPECT", await World.TruthAsync<string>(
            "select concat_ws(' ', p.first_name, c.name, c.domain, c.status) from contacts p join companies c on c.id = p.company_id"));
    }

    [Fact]
    public async Task A_choice_to_create_the_company_is_followed_at_once_unless_one_looks_the_same()
    {
        var litware = await World.CompanyAsync(Ann, "Litware Inc.", "litware.com");

        var alike = await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Jonas", "Weber", CompanyId: CompanyChoice.ToCreate("litware")));
        var made = await World.PressAsync(Ann, CreateContact.Verb,
            new CreateContact("Ida", "Berg", "ida@litware.com", CompanyId: CompanyChoice.ToCreate("Coho Winery")));

        Assert.Contains("These look the same", Text(alike), StringComparison.Ordinal);
        Assert.Contains("These look the same", Text(made), StringComparison.Ordinal);
        var coho = await PressAsync(Ann, made, "Create Coho Winery");
        Assert.Null(coho.Refusal);
        Assert.Equal(
            "Ida", await World.TruthAsync<string>(
                "select p.first_name from contacts p join companies c on c.id = p.company_id where c.name = 'Coho Winery' and c.domain "
                + "is null"));
        Assert.Null((await PressAsync(Ann, alike, "Use")).Refusal);
        Assert.Equal(litware, await World.TruthAsync<Guid>("select company_id from contacts where first_name = 'Jonas'"));
    }

    [Theory]
    [InlineData("Litware Inc.")]
    [InlineData("litware")]
    [InlineData("  LITWARE  AG ")]
    public async Task The_name_of_the_one_company_that_is_called_so_is_as_good_as_its_choice(string typed)
    {
        var litware = await World.CompanyAsync(Ann, "Litware Inc.");

        Assert.Null((await World.PressAsync(Ann, CreateContact.Verb, new CreateContact("Jonas", "Weber", CompanyId: typed))).Refusal);
        Assert.Null((await World.PressAsync(Ann, CreateDeal.Verb, new CreateDeal("Twelve vans", CompanyId: typed))).Refusal);

        Assert.Equal(litware, await World.TruthAsync<Guid>("select company_id from contacts"));
        Assert.Equal(litware, await World.TruthAsync<Guid>("select company_id from deals"));
    }

    [Fact]
    public async Task A_deal_with_a_company_that_is_not_there_is_asked_about_too_and_goes_without_one_if_so_wished()
    {
        var asked = await World.PressAsync(Ann, CreateDeal.Verb, new CreateDeal("Twelve vans", "48000", CompanyId: "Graphic Design"));

        Assert.Contains("Graphic Design is not in the CRM yet", Text(asked), StringComparison.Ordinal);
        Assert.Null((await PressAsync(Ann, asked, "Without a company")).Refusal);
        Assert.Equal("48000.00", await World.TruthAsync<string>("select value::text from deals where company_id is null"));
        Assert.Equal(0L, await CountAsync("companies"));
    }

    private async Task<CardAnswer> PressAsync(CurrentUser who, CardAnswer answer, string title, string? why = null)
    {
        var button = Buttons(answer).FirstOrDefault(b => b.Title == title);
        Assert.True(button is not null,
            $"No {title}{(why is null ? "" : $" ({why})")} among {string.Join(", ", Buttons(answer).Select(b => b.Title))}");
        return await World.PressAsync(who, button.Verb, button.Data!.Value);
    }

    private static List<ExecuteAction> Buttons(CardAnswer answer) =>
        [.. answer.Card.Body.OfType<ColumnSet>().SelectMany(s => s.Columns).SelectMany(c => c.Items).OfType<ActionSet>()
            .SelectMany(s => s.Actions).Concat(answer.Card.Actions ?? []).OfType<ExecuteAction>()];

    private static string Text(CardAnswer answer) => CardJson.Write(answer.Card);

    private Task<long> CountAsync(string table) => World.TruthAsync<long>($"select count(*) from {table}");
}
