namespace Crm.EndToEnd.Tests;

/// <summary>
/// One thread through every room, with the real clients: a rep makes a deal in Teams chat, a real mail arrives and is captured by itself,
/// and the Outlook pane shows both. The screenshots in the README are this test's.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class ThreadTests(UpRunning up)
{
    private const string Subject = "Fleet renewal: delivery dates for the twelve vans";

    [Fact]
    public async Task From_a_deal_in_chat_to_a_captured_mail_to_the_pane()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await InChatAsync(chromium);
        await MailArrivesAsync();
        await InThePaneAsync(chromium);
        await AndInChatAgainAsync(chromium);
    }

    private async Task InChatAsync(Chromium chromium)
    {
        var teams = await PlaygroundPage.OpenAsync(chromium, up);
        await teams.SayAsync("help", "this is your CRM");
        await teams.ShootAsync("help");

        await teams.SayAsync("new company", "Create company");
        await teams.FillAsync("Name", "Adventure Works");
        await teams.FillAsync("Domain", "gmail.com");
        await teams.PressAsync("Create company", "gives mailboxes to everybody");
        Assert.Equal("Adventure Works", await teams.Card.GetByLabel("Name").First.InputValueAsync());
        await teams.ShootAsync("refused-company");
        await teams.FillAsync("Domain", "adventure-works.example");
        await teams.PressAsync("Create company", "Last contacts");

        await teams.SayAsync("new contact", "Create contact");
        await teams.FillAsync("First name", "Ines");
        await teams.FillAsync("Last name", "Duarte");
        await teams.FillAsync("E-mail", "ines.duarte@adventure-works");
        await teams.PressAsync("Create contact", "is not an e-mail address");
        await teams.FillAsync("E-mail", "ines.duarte@adventure-works.example");
        await teams.PressAsync("Create contact", "Last contacts");

        await teams.SayAsync("new deal", "Create deal");
        await teams.FillAsync("Title", "Twelve vans");
        await teams.FillAsync("Value", "a lot");
        await teams.PressAsync("Create deal", "is not a number");
        await teams.ShootAsync("refused-deal");
        await teams.FillAsync("Value", "48,000");
        await teams.PressAsync("Create deal", "48,000");
        await teams.ShootAsync("deal");

        await teams.SayAsync("find litware", "Clara Nilsson");
        await teams.SayAsync("deals where stage is Proposal and value > 10000", "1–5 of 10");
        await teams.ShootAsync("list");
        await teams.PressAsync("Next page", "6–10 of 10");
        await teams.PressAsync("→ Negotiation", "6–9 of 9");
        await teams.ShootAsync("moved");
        await teams.SayAsync("deals where stge is Proposal", "Did you mean “stage”?");
        Assert.Equal(1, await up.TruthAsync<long>("select count(*) from deals where title = 'Twelve vans' and value = 48000"));
    }

    /// <summary>To two reps, and delivered twice: one activity, on contact, company and open deal.</summary>
    private async Task MailArrivesAsync()
    {
        var mail = $"""
            From: Clara Nilsson <clara.nilsson@litware.example>
            To: Alex Wilber <alexw@contoso.example>, Adele Vance <adelev@contoso.example>
            Subject: {Subject}
            Message-ID: <vans-1@litware.example>
            Date: {TimeProvider.System.GetUtcNow().AddMinutes(-5):r}
            Content-Type: text/plain; charset=utf-8

            Hello Alex, when could the first six be here?
            """;
        await up.DeliverAsync(mail);
        await up.DeliverAsync(mail);

        await up.EventuallyAsync("select count(*) from activity_mailboxes m join activities a on a.id = m.activity_id where a.subject = $q$"
            + Subject + "$q$", 2);
        Assert.Equal(1, await up.TruthAsync<long>($"select count(*) from activities where subject = '{Subject}'"));
        Assert.Equal(1, await up.TruthAsync<long>(
            $"""
            select count(*) from activities a join contacts c on c.id = a.contact_id join companies o on o.id = a.company_id
              join deals d on d.id = a.deal_id
             where a.subject = '{Subject}' and c.last_name = 'Nilsson' and o.name = 'Litware Inc.' and d.company_id = o.id
               and a.direction = 'INBOUND' and a.type = 'EMAIL'
            """));
        await up.EventuallyAsync(
            "select count(*) from activities where type = 'MEETING' and source_key is not null and contact_id is not null", atLeast: 1);
        await up.EventuallyAsync("select count(*) from capture_ledger where outcome = 'SKIPPED' and reason = 'private'", atLeast: 1);
    }

    private async Task InThePaneAsync(Chromium chromium)
    {
        var outlook = await chromium.OpenAsync(
            $"{up.Simulators}/outlook/?user=alexw@contoso.example&item={Uri.EscapeDataString("<vans-1@litware.example>")}", 1440, 900);
        var pane = outlook.FrameLocator("[data-testid=pane]");
        await pane.GetByText("Clara Nilsson").First.WaitForAsync();
        await pane.GetByText("Litware Inc.: fleet renewal").First.WaitForAsync();
        await pane.GetByText(Subject).First.WaitForAsync();
        await pane.Locator(".capture.logged").GetByText("Captured").First.WaitForAsync();
        await outlook.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, "outlook-1-known.png") });

        await outlook.EvaluateAsync("id => window.__selectItem(id)", "<designer-question-1@graphicdesign.example>");
        await pane.GetByLabel("First name").First.WaitForAsync();
        Assert.Equal("Jonas", await pane.GetByLabel("First name").First.InputValueAsync());
        Assert.Equal("Weber", await pane.GetByLabel("Last name").First.InputValueAsync());
        Assert.Equal("jonas.weber@graphicdesign.example", await pane.GetByLabel("E-mail").First.InputValueAsync());
        await outlook.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, "outlook-2-unknown.png") });
        await pane.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = "Create contact" }).First.ClickAsync();
        await pane.GetByText("Last contacts").First.WaitForAsync();
        await outlook.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, "outlook-3-created.png") });
        Assert.Equal(1, await up.TruthAsync<long>("select count(*) from contacts where email = 'jonas.weber@graphicdesign.example'"));
    }

    private async Task AndInChatAgainAsync(Chromium chromium)
    {
        var teams = await PlaygroundPage.OpenAsync(chromium, up);
        await teams.SayAsync("show Clara Nilsson", Subject);
        await teams.ShootAsync("timeline");
    }
}
