namespace Crm.EndToEnd.Tests;

/// <summary>
/// A new user's first hour, in the real client and in the order of docs/teams.md, whose pictures are this test's. What the Playground
/// cannot show (typeahead, dialogs from a card) is posted as activities in Crm.Bot.Tests.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class StoryTests(UpRunning up)
{
    [Fact]
    public async Task A_new_users_first_hour()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "story", height: 1300);
        await teams.SayAsync("help", "this is your CRM");
        await teams.ShootCardAsync("help");
        await CreateAsync(teams);
        await FilterAsync(teams);
        await MoveAndTakeBackAsync(teams);
        await LogAsync(teams);
        await ReportAsync(teams);
        await ShareAsync(teams);
    }

    private async Task CreateAsync(PlaygroundPage teams)
    {
        await teams.SayAsync("new company", "Create company");
        await teams.FillAsync("Name", "Alpine Ski House");
        await teams.FillAsync("Domain", "gmail.com");
        await teams.FillAsync("City", "Innsbruck");
        await teams.PressAsync("Create company", "gives mailboxes to everybody");
        Assert.Equal(("Alpine Ski House", "Innsbruck"), (await teams.ValueAsync("Name"), await teams.ValueAsync("City")));
        await teams.ShootCardAsync("refused");
        await teams.FillAsync("Domain", "alpineskihouse.example");
        await teams.PressAsync("Create company", "Last contacts");

        await teams.PressAsync("New contact", "Create contact");
        await teams.FillAsync("First name", "Lena");
        await teams.FillAsync("Last name", "Hofer");
        await teams.FillAsync("E-mail", "lena.hofer@alpineskihouse.example");
        await teams.FillAsync("Job title", "Head of Operations");
        await teams.ShootCardAsync("contact-form");
        await teams.PressAsync("Create contact", "Head of Operations · Alpine Ski House");

        await teams.PressAsync("New deal", "Create deal");
        await teams.FillAsync("Title", "Forty snow groomers");
        await teams.FillAsync("Value", "64,000");
        await teams.PressAsync("Create deal", "64,000 USD");
        Assert.Equal(1, await up.TruthAsync<long>(
            "select count(*) from deals d join companies c on c.id = d.company_id join contacts p on p.id = d.contact_id where d.title = "
                + "'Forty snow groomers' and c.name = 'Alpine Ski House' and p.last_name = 'Hofer'"));
        await teams.ShootCardAsync("deal");
    }

    private static async Task FilterAsync(PlaygroundPage teams)
    {
        await teams.SayAsync("deals where status is Open and stage is Proposal and value > 5000 order by value desc", "value > 5,000");
        await teams.ShootCardAsync("list");
        var all = await teams.TitleNumberAsync();
        await teams.PressAsync("Next page", "6–10 of");
        await teams.PressAsync("Previous page", "1–5 of");

        await teams.PressAsync("Edit filter", "Which deals?");
        await teams.FillAsync("Conditions and order", "status is Open and stage is Proposal and value > 30000 order by value desc");
        await teams.PressAsync("Count", "deals fit");
        await teams.ShootCardAsync("filter");
        await teams.PressAsync("Show", "value > 30,000");
        var fewer = await teams.TitleNumberAsync();
        Assert.InRange(fewer, 1, all - 1);
        await teams.ShootCardAsync("fewer");
        await teams.TouchAsync($"✕ {all} without", "Deals: " + all, exactly: false);

        await teams.TouchAsync("Narrow ▾", "Priority");
        await teams.ShootCardAsync("narrow");
        await teams.PressAsync("Save as view", "Who may use it");
        await teams.FillAsync("Name", "Proposals worth a call");
        await teams.PressAsync("Save", "without");
        await teams.SayAsync("views", "Proposals worth a call");
        await teams.ShootCardAsync("views");
    }

    private async Task MoveAndTakeBackAsync(PlaygroundPage teams)
    {
        await teams.SayAsync("show Forty snow groomers", "Qualification");
        await teams.PressAsync("Move stage", "Stage");
        await teams.ChooseAsync("Stage", "Negotiation");
        await teams.PressAsync("Move", "Stage: Qualification → Negotiation");
        await teams.ShootCardAsync("moved");
        await teams.SayAsync("undo", "is as it was before");
        await teams.ShootCardAsync("undo");
        Assert.Equal(
            "Qualification", await up.TruthAsync<string>(
                "select s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.title = 'Forty snow groomers'"));
    }

    private async Task LogAsync(PlaygroundPage teams)
    {
        await teams.SayAsync("log call with Lena Hofer about delivery before the season", "Delivery before the season");
        await teams.ShootCardAsync("logged");
        Assert.Equal(
            1, await up.TruthAsync<long>(
                "select count(*) from activities a join contacts c on c.id = a.contact_id where a.type = 'CALL' and c.last_name = "
                + "'Hofer'"));
        await teams.SayAsync("remind me tomorrow at 9:00 to send Lena the offer", "send Lena the offer");
    }

    private static async Task ReportAsync(PlaygroundPage teams)
    {
        await teams.SayAsync("today", "overdue");
        await teams.ShootCardAsync("today");
        await teams.SayAsync("pipeline", "weighted by probability");
        await teams.ShootCardAsync("pipeline");
        await teams.SayAsync("performance this year", "win rate");
        await teams.ShootCardAsync("performance");
    }

    private async Task ShareAsync(PlaygroundPage teams)
    {
        await teams.SearchAsync("deals", "query", "snow groomers", "Forty snow groomers");
        await teams.ShootAsync("search");
        await teams.TakeFoundAsync("Forty snow groomers");
        await teams.ShootAsync("shared");
        await teams.PressAsync("Open", "Last contacts");

        var id = await up.TruthAsync<Guid>("select id from deals where title = 'Forty snow groomers'");
        await teams.SayAsync($"{up.Bot}/deal/{id}", "Forty snow groomers");
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.OpenAsync($"{up.Bot}/deal/{id}", 760, 420);
        await page.GetByText("A deal in the CRM").First.WaitForAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, "story-20-link.png") });
    }
}
