namespace Crm.Core.Tests.Records;

/// <summary>
/// A company that is typed into a form instead of chosen, in the forms of activities and of records that are there: as in those of new
/// ones.
/// </summary>
public sealed class TypedCompanyTests : WorldTests
{
    public static TheoryData<string> Forms => [.. Enum.GetNames<TypedInto>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_form_offers_to_create_what_is_typed(string form)
    {
        await World.CompanyAsync(Ann, "Adatum");
        var shown = Text(await OpenAsync(await PrepareAsync(form)));

        Assert.Contains($"\"dataset\":\"{ChoiceQuery.CompaniesOrNew}\"", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_company_that_is_not_there_is_offered_to_be_created_and_the_form_is_saved_with_it(string form)
    {
        var into = await PrepareAsync(form);

        var asked = await SendAsync(into, "Graphic Design");

        Assert.Contains("Graphic Design is not in the CRM yet", Text(asked), StringComparison.Ordinal);
        Assert.DoesNotContain("from the list", Text(asked), StringComparison.Ordinal);
        Assert.Equal((0L, false), (await CountAsync("companies"), await IsSavedAsync(into)));
        var back = Text(await PressAsync(asked, "Change what I typed"));
        Assert.Contains("Graphic Design (new)", back, StringComparison.Ordinal);
        Assert.Contains("About the lease", back, StringComparison.Ordinal);

        var made = await PressAsync(asked, "Create Graphic Design");

        Assert.Null(made.Refusal);
        Assert.Equal("Graphic Design PROSPECT", await CompanyOfAsync(into, "c.name || ' ' || c.status"));
        Assert.True(await IsSavedAsync(into));
        await PressAsync(asked, "Create Graphic Design");
        Assert.Equal(1L, await CountAsync("companies"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_name_of_the_one_company_that_is_called_so_is_as_good_as_its_choice(string form)
    {
        var into = await PrepareAsync(form);
        await World.CompanyAsync(Ann, "Litware Inc.");

        Assert.Null((await SendAsync(into, "  litware AG ")).Refusal);

        Assert.Equal("Litware Inc.", await CompanyOfAsync(into, "c.name"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Those_that_look_the_same_are_shown_first_and_one_of_them_can_be_used(string form)
    {
        var into = await PrepareAsync(form);
        await World.CompanyAsync(Ann, "Litware Inc.");

        var asked = await SendAsync(into, CompanyChoice.ToCreate("Litwaer"));

        Assert.Contains("These look the same", Text(asked), StringComparison.Ordinal);
        Assert.Null((await PressAsync(asked, "Use")).Refusal);
        Assert.Equal("Litware Inc.", await CompanyOfAsync(into, "c.name"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task It_can_be_saved_without_a_company(string form)
    {
        var into = await PrepareAsync(form);

        Assert.Null((await PressAsync(await SendAsync(into, "Graphic Design"), "Without a company")).Refusal);

        Assert.Equal((0L, true), (await CountAsync("companies"), await IsSavedAsync(into)));
    }

    [Fact]
    public async Task What_else_is_wrong_with_the_form_makes_no_company()
    {
        var contact = await World.ContactAsync(Ann, "Ida", "Berg");

        var wrong = await World.PressAsync(Ann, ChangeRecord.Verb,
            new { kind = RecordKind.Contact, id = contact, companyId = CompanyChoice.ToCreate("Graphic Design"), email = "no address" });

        Assert.NotNull(wrong.Refusal!.For("email"));
        Assert.Contains("Graphic Design (new)", Text(wrong), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("companies"));
    }

    [Fact]
    public async Task Nobody_else_may_make_a_company_through_the_form_of_a_record_that_is_not_theirs()
    {
        var (eve, contact) = (await World.UserAsync("Eve Other"), await World.ContactAsync(Ann, "Ida", "Berg"));

        var refused = await World.PressAsync(eve, ChangeRecord.Verb,
            new { kind = RecordKind.Contact, id = contact, companyId = CompanyChoice.ToCreateAnyway("Graphic Design") });

        Assert.NotNull(refused.Refusal);
        Assert.Equal(0L, await CountAsync("companies"));
    }

    [Theory]
    [InlineData("Clara Nilsson", true)]
    [InlineData(" clara  NILSSON ", true)]
    [InlineData("Nilsson Clara", true)]
    [InlineData("Ida Berg", false)]
    public async Task The_name_of_the_one_contact_who_is_called_so_is_as_good_as_its_choice(string typed, bool isKnown)
    {
        var clara = await World.ContactAsync(Ann, "Clara", "Nilsson");
        var deal = await World.DealAsync(Ann, "Twelve vans");
        await World.ContactAsync(await World.UserAsync("Eve Other"), "Ida", "Berg");
        CardAnswer[] answers =
        [
            await World.PressAsync(Ann, LogActivity.Verb, new LogActivity("CALL", "The lease", ContactId: typed)),
            await World.PressAsync(Ann, PlanActivity.Verb, new PlanActivity(Subject: "The lease", ContactId: typed)),
            await World.PressAsync(Ann, CreateDeal.Verb, new CreateDeal("Vans", ContactId: typed)),
            await World.PressAsync(Ann, ChangeRecord.Verb, new { kind = RecordKind.Deal, id = deal, contactId = typed }),
        ];

        Assert.All(
            answers,
            a => Assert.Equal(
                isKnown ? null
                    : $"There is no contact “{typed}” that you may see. Choose one from the list, or make a new contact first.",
                a.Refusal?.For("contactId")));
        Assert.All(isKnown ? [] : answers, a => Assert.Contains("There is no contact", Text(a), StringComparison.Ordinal));
        Assert.Equal(
            isKnown ? 4L : 0L,
            await CountAsync($"(select contact_id from deals union all select contact_id from activities) r where contact_id = '{clara}'"));
    }

    [Fact]
    public async Task Of_two_contacts_with_one_name_one_has_to_be_chosen()
    {
        await World.ContactAsync(Ann, "Clara", "Nilsson");
        await World.ContactAsync(Ann, "Clara", "Nilsson", "clara@litware.example");

        var asked = await World.PressAsync(Ann, LogActivity.Verb, new LogActivity("CALL", "The lease", ContactId: "Clara Nilsson"));

        Assert.Equal("Several contacts are called “Clara Nilsson”. Choose one from the list.", asked.Refusal!.For("contactId"));
    }

    private enum TypedInto
    {
        Log,
        Plan,
        EditedContact,
        EditedDeal,
        EditedActivity,
    }

    private sealed record Prepared(TypedInto Form, Guid Id);

    private async Task<Prepared> PrepareAsync(string form) => Enum.Parse<TypedInto>(form) switch
    {
        TypedInto.EditedContact => new Prepared(TypedInto.EditedContact, await World.ContactAsync(Ann, "Ida", "Berg")),
        TypedInto.EditedDeal => new Prepared(TypedInto.EditedDeal, await World.DealAsync(Ann, "Twelve vans")),
        TypedInto.EditedActivity => new Prepared(TypedInto.EditedActivity,
            (await World.RunAsync(Ann, (LogActivityHandler h, CancellationToken ct) =>
            h.HandleAsync(new LogActivity("CALL", "A call"), ct))).Value),
        var made => new Prepared(made, Guid.Empty),
    };

    private Task<CardAnswer> OpenAsync(Prepared into) => into.Form switch
    {
        TypedInto.Log => World.PressAsync(Ann, NewLog.Verb, new NewLog()),
        TypedInto.Plan => World.PressAsync(Ann, NewTask.Verb, new NewTask()),
        TypedInto.EditedContact or TypedInto.EditedDeal or TypedInto.EditedActivity =>
            World.PressAsync(Ann, EditRecord.Verb, new EditRecord(KindOf(into), into.Id)),
    };

    private Task<CardAnswer> SendAsync(Prepared into, string company) => into.Form switch
    {
        TypedInto.Log => World.PressAsync(Ann, LogActivity.Verb,
            new { type = "CALL", subject = "About the lease", companyId = company, submission = "s1" }),
        TypedInto.Plan => World.PressAsync(Ann, PlanActivity.Verb,
            new { subject = "About the lease", due = "Friday", companyId = company, submission = "s1" }),
        TypedInto.EditedContact => EditAsync(into, company, "jobTitle"),
        TypedInto.EditedDeal => EditAsync(into, company, "description"),
        TypedInto.EditedActivity => EditAsync(into, company, "body"),
    };

    private Task<CardAnswer> EditAsync(Prepared into, string company, string field) =>
        World.PressAsync(Ann, ChangeRecord.Verb, new Dictionary<string, object?>
    {
        ["kind"] = KindOf(into), ["id"] = into.Id, ["version"] = 1, ["was"] = new Dictionary<string,
            string?> { ["companyId"] = null, [field] = null },
        ["companyId"] = company, [field] = "About the lease",
    });

    private static RecordKind KindOf(Prepared into) => into.Form switch
    {
        TypedInto.EditedContact => RecordKind.Contact,
        TypedInto.EditedDeal => RecordKind.Deal,
        _ => RecordKind.Activity,
    };

    private static string TableOf(Prepared into) => KindOf(into) switch { RecordKind.Contact => "contacts", RecordKind.Deal =>
        "deals", _ => "activities" };

    private async Task<bool> IsSavedAsync(Prepared into) =>
        await CountAsync(
            $"{TableOf(into)} where 'About the lease' in "
                + $"({(TableOf(into) switch { "contacts" => "job_title", "deals" => "description", _ => "subject, body" })})") == 1;

    private Task<string> CompanyOfAsync(Prepared into, string what) =>
        World.TruthAsync<string>($"select {what} from {TableOf(into)} r join companies c on c.id = r.company_id");

    private async Task<CardAnswer> PressAsync(CardAnswer answer, string title)
    {
        var button = Buttons(answer).FirstOrDefault(b => b.Title == title);
        Assert.True(button is not null, $"No {title} among {string.Join(", ", Buttons(answer).Select(b => b.Title))}");
        return await World.PressAsync(Ann, button.Verb, button.Data!.Value);
    }

    private static List<ExecuteAction> Buttons(CardAnswer answer) =>
        [.. answer.Card.Body.OfType<ColumnSet>().SelectMany(s => s.Columns).SelectMany(c => c.Items).OfType<ActionSet>()
            .SelectMany(s => s.Actions).Concat(answer.Card.Actions ?? []).OfType<ExecuteAction>()];

    private static string Text(CardAnswer answer) => CardJson.Write(answer.Card);

    private Task<long> CountAsync(string what) => World.TruthAsync<long>($"select count(*) from {what}");
}
