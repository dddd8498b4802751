namespace Crm.EndToEnd.Tests;

/// <summary>
/// What a rep does with a mail beyond reading it: whose it is, which deal it belongs to, that it was a mistake, and whether it had better
/// not be sent.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class PaneWorkTests(UpRunning up)
{
    [Theory]
    [InlineData(450, false)]
    [InlineData(320, true)]
    public async Task A_contact_who_writes_from_a_new_address_stays_one_contact(int width, bool isDark)
    {
        var address = $"sofia.{width}@rossi.example";
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up, "alexw", width, isDark);
        await up.DeliverAsync(Mail($"Sofia Rossi <{address}>", $"From home {width}", $"home-{width}"));

        await outlook.SelectAsync($"<home-{width}@pane.example>", "Is this Sofia Rossi of Fourth Coffee under a new address?");
        await outlook.LookAsync("new-address", width);
        await outlook.PressAsync("Add the address");
        await outlook.SeesAsync($"What comes from {address} is Sofia Rossi's from now on.");
        await outlook.SeesAsync("Fourth Coffee");
        await outlook.LookAsync("new-address-added", width);

        Assert.Equal(1, await up.TruthAsync<long>("select count(*) from contacts where last_name = 'Rossi'"));
        await up.EventuallyAsync(
            $"select count(*) from activities a join contacts c on c.id = a.contact_id where a.subject = 'From home {width}' "
            + "and c.last_name = 'Rossi'", 1);
    }

    [Fact]
    public async Task A_mail_is_logged_to_a_deal_seen_there_and_taken_out_again()
    {
        const string Subject = "Wingtip news for friends of the house";
        const string Deal = "Wingtip Logistics: support contract";
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up, "alexw", 450);
        await up.DeliverAsync(Mail(
            "Mei Tanaka <mei.tanaka@wingtip.example>", Subject, "friends",
            "List-Id: <friends.wingtip.example>\nList-Unsubscribe: <https://wingtip.example/u>\nPrecedence: bulk\n"));

        await up.EventuallyAsync(
            "select count(*) from capture_ledger where source_key like '%friends@pane.example%' and reason = 'bulk-mail'", 1);
        await outlook.SelectAsync("<friends@pane.example>", "it is bulk mail or a newsletter.");
        await outlook.PressAsync("Log it");
        await outlook.SeesAsync("Logged by");
        await PressInItemAsync(outlook, "Edit");
        var deal = outlook.Pane.Locator(".captured").GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = "Deal" });
        await deal.FillAsync("support contract");
        await outlook.Pane.GetByRole(AriaRole.Option, new FrameLocatorGetByRoleOptions { Name = Deal }).ClickAsync();
        await outlook.LookAsync("log-to-deal", 450);
        await PressInItemAsync(outlook, "Save");
        await outlook.Pane.Locator(".captured .card").GetByText(Deal).First.WaitForAsync();
        Assert.Equal(1, await LoggedAsync(Subject, Deal));

        await PressInItemAsync(outlook, "Open deal");
        await outlook.Pane.Locator(".captured .card").GetByText("Move stage").First.WaitForAsync();
        await outlook.Pane.Locator(".captured .card").GetByText(Subject).First.WaitForAsync();
        await outlook.LookAsync("logged-on-deal", 450);

        await PressInItemAsync(outlook, "‹ Back");
        await PressInItemAsync(outlook, "Delete");
        await outlook.SeesAsync("The activity is deleted");
        await outlook.SeesAsync("has been deleted from the CRM since");
        Assert.Equal(0, await LoggedAsync(Subject, Deal));

        await outlook.PressAsync("Log it");
        await outlook.Pane.Locator(".captured .card").GetByText(Deal).First.WaitForAsync();
        Assert.Equal(1, await LoggedAsync(Subject, Deal));
    }

    [Fact]
    public async Task Before_a_mail_goes_to_somebody_who_asked_not_to_be_contacted_the_person_is_asked_and_may_send_it()
    {
        const string Subject = "One more offer for Omar";
        Assert.Equal(1, await up.TruthAsync<long>(
            "with asked as (update contacts set do_not_contact = true where email = 'omar.haddad@proseware.example' returning 1) "
            + "select count(*) from asked"));
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up, "alexw", 450);
        await outlook.Page.GetByTestId("new-mail").ClickAsync();
        await outlook.Page.GetByTestId("compose-to").FillAsync("omar.haddad@proseware.example");
        await outlook.Page.GetByTestId("compose-subject").FillAsync(Subject);
        await outlook.Page.GetByTestId("compose-body").FillAsync("Hello Omar");
        await outlook.SeesAsync("Omar Haddad asked not to be contacted.");
        await outlook.Page.WaitForFunctionAsync("() => window.__session?.doNotContact?.includes('omar.haddad')");

        var mail = outlook.Page.GetByTestId("reading");
        await mail.GetByTestId("send").ClickAsync();
        await mail.GetByText("Omar Haddad asked not to be contacted.").WaitForAsync();
        await outlook.ShootAsync("outlook-send-450");
        await mail.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Don't send" }).ClickAsync();
        await Assertions.Expect(mail.GetByTestId("compose-subject")).ToHaveValueAsync(Subject);

        await mail.GetByTestId("send").ClickAsync();
        await mail.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Send anyway" }).ClickAsync();
        await outlook.SeesAsync("Nothing selected");
        await up.EventuallyAsync($"select count(*) from activities where subject = '{Subject}' and direction = 'OUTBOUND'", 1);
    }

    [Fact]
    public async Task Of_a_crowd_the_contacts_are_found_although_Outlook_names_twenty()
    {
        const string Clara = "clara.nilsson@litware.example";
        var guests = string.Join(
            ",\n ", Enumerable.Range(0, 149).Select(n => n == 130 ? Clara : $"Guest {n} <guest{n}@crowd.example>"));
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up, "alexw", 450);
        await up.DeliverAsync(Mail("Ida Host <ida.host@crowd.example>", "You are invited", "crowd", $"Cc: {guests}\n"));

        await outlook.SelectAsync("<crowd@pane.example>", "50 more people are on it.");
        await outlook.SeesAsync("Show 88 more");
        await outlook.Pane.GetByRole(AriaRole.Tab, new FrameLocatorGetByRoleOptions { Name = "Clara Nilsson" }).ClickAsync();
        await outlook.Pane.Locator($".panel[data-email='{Clara}'] .card").GetByText("Litware Inc.").First.WaitForAsync();
        await outlook.LookAsync("crowd", 450);
    }

    [Fact]
    public async Task An_item_of_a_colleagues_mailbox_says_whose_it_is_and_is_not_logged_from_here()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up, "alexw", 450);
        await up.DeliverAsync(Mail("Nora Quist <nora.quist@shared.example>", "For Megan only", "shared").Replace(
            "Alex Wilber <alexw@contoso.example>", "Megan Bowen <meganb@contoso.example>", StringComparison.Ordinal));

        await outlook.Page.EvaluateAsync("() => window.__selectShared('meganb@contoso.example', '<shared@pane.example>')");
        await outlook.SeesAsync("In the mailbox of Megan Bowen.");
        await outlook.SeesAsync("Nora Quist");
        await outlook.LookAsync("shared", 450);
        Assert.Equal(0, await outlook.Pane.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = "Log it" }).CountAsync());

        await outlook.SelectAsync("<litware-renewal-1@litware.example>", "Mail: Renewal");
        Assert.Equal(0, await outlook.Pane.GetByText("In the mailbox of").CountAsync());
    }

    private static Task PressInItemAsync(OutlookPage outlook, string button) => outlook.Pane.Locator(".captured")
        .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();

    private Task<long> LoggedAsync(string subject, string deal) => up.TruthAsync<long>(
        "select count(*) from activities a join deals d on d.id = a.deal_id "
        + $"where a.subject = '{subject}' and d.title = '{deal}' and not a.is_deleted");

    private static string Mail(string from, string subject, string id, string more = "") => $"""
        From: {from}
        To: Alex Wilber <alexw@contoso.example>
        Subject: {subject}
        Message-ID: <{id}@pane.example>
        Date: {TimeProvider.System.GetUtcNow().AddMinutes(-5):r}
        {more}Content-Type: text/plain; charset=utf-8

        Hello Alex, all the best from here.
        """;
}
