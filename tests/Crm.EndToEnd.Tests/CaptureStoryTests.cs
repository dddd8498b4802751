namespace Crm.EndToEnd.Tests;

/// <summary>
/// What a person sees and decides of capture, in chat and pane, in the order of docs/capture.md, whose pictures are this test's.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class CaptureStoryTests(UpRunning up)
{
    private const string Subject = "Spare parts for the toy trains";
    private const string MailId = "<trains-1@tailspintoys.example>";

    private static string Mail => $"""
        From: Mia Berg <mia.berg@tailspintoys.example>
        To: Alex Wilber <alexw@contoso.example>
        Subject: {Subject}
        Message-ID: {MailId}
        Date: {TimeProvider.System.GetUtcNow().AddMinutes(-5):r}
        Content-Type: text/plain; charset=utf-8

        Hello Alex, are the couplings in stock?
        """;

    [Fact]
    public async Task A_mail_is_left_out_comes_in_with_its_contact_and_is_taken_out_again_by_policy()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await up.DeliverAsync(Mail);
        await up.EventuallyAsync($"select count(*) from capture_ledger where source_key = 'mail:{MailId.Trim('<', '>')}'", 1);
        var outlook = await chromium.OpenAsync(
            $"{up.Simulators}/outlook/?user=alexw@contoso.example&item={Uri.EscapeDataString(MailId)}", 1440, 900);
        var pane = outlook.FrameLocator("[data-testid=pane]");
        await pane.GetByText("nobody on it is a contact").First.WaitForAsync();
        await ShootAsync(outlook, "capture-1-left-out");

        var teams = await PlaygroundPage.OpenAsync(chromium, up, "capture", height: 1300);
        await teams.SayAsync("new contact", "Create contact");
        await teams.FillAsync("First name", "Mia");
        await teams.FillAsync("Last name", "Berg");
        await teams.FillAsync("E-mail", "mia.berg@tailspintoys.example");
        await teams.PressAsync("Create contact", "Last contacts");
        await up.EventuallyAsync($"select count(*) from activities where subject = '{Subject}'", 1);

        await teams.SayAsync("capture", "Complete to");
        await teams.ShootCardAsync("own");
        await teams.PressAsync("Change what is captured", "never less");
        await teams.FillAsync("Never log these addresses and domains", "tailspintoys");
        await teams.PressAsync("Show what it changes", "is neither an e-mail address nor a domain");
        await teams.FillAsync("Never log these addresses and domains", "tailspintoys.example");
        await teams.PressAsync("Show what it changes", "1 activity");
        await teams.ShootCardAsync("preview");
        await teams.PressAsync("Save for the past as well", "1 activity taken out");
        Assert.Equal(0, await up.TruthAsync<long>($"select count(*) from activities where subject = '{Subject}'"));

        await InThePaneAsync(outlook, pane);
    }

    [Fact]
    public async Task A_question_is_answered_once_and_whoever_asks_for_it_is_forgotten_for_good()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await up.DeliverAsync(FromBen("When can we talk?", "talk-1"));
        await up.EventuallyAsync("select count(*) from activities where subject = 'When can we talk?'", 1);
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "capture-questions", height: 1300);
        await teams.SayAsync("questions", "When can we talk?");
        await teams.ShootCardAsync("list");

        var (outlook, pane) = await OpenAsync(chromium, "alexw", "talk-1");
        await pane.GetByText("Which deal is the mail").First.WaitForAsync();
        await pane.GetByLabel("Deal", new FrameLocatorGetByLabelOptions { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = "Tailspin Toys: support contract" });
        await ShootAsync(outlook, "capture-3-question");
        await PressAsync(pane, "Answer");
        await pane.GetByText("It counts until you undo it").First.WaitForAsync();
        await up.DeliverAsync(FromBen("One more thing", "talk-2"));
        await up.EventuallyAsync(
            "select count(*) from activities a join deals d on d.id = a.deal_id where d.title = 'Tailspin Toys: support contract' "
            + "and a.subject in ('When can we talk?', 'One more thing')", 2);

        await ForgetAsync(chromium);
    }

    /// <summary>An administrator erases the person; what is in the mailboxes does not bring them back.</summary>
    private async Task ForgetAsync(Chromium chromium)
    {
        await up.DeliverAsync(FromBen("To whom it may concern", "talk-3", "pattif"));
        await up.EventuallyAsync("select count(*) from activities where subject = 'To whom it may concern'", 1);
        var (outlook, pane) = await OpenAsync(chromium, "pattif", "talk-3");
        await PressAsync(pane, "Erase person");
        await pane.GetByText("Erase Ben Adekoya?").First.WaitForAsync();
        await ShootAsync(outlook, "capture-4-erase");
        await PressAsync(pane, "Erase for good");
        await pane.GetByText("The person is erased").First.WaitForAsync();
        Assert.Equal(0, await up.TruthAsync<long>(
            "select (select count(*) from contacts where last_name = 'Adekoya') + (select count(*) from activities "
            + "where subject in ('When can we talk?', 'One more thing', 'To whom it may concern'))"));

        await up.DeliverAsync(FromBen("Are you there?", "talk-4"));
        await up.EventuallyAsync("select count(*) from capture_ledger where reason = 'erased' and outcome = 'SKIPPED'", 1);
        Assert.Equal(0, await up.TruthAsync<long>("select count(*) from activities where subject = 'Are you there?'"));
    }

    private static string FromBen(string subject, string id, string to = "alexw") => $"""
        From: Ben Adekoya <ben.adekoya@tailspin.example>
        To: {to}@contoso.example
        Subject: {subject}
        Message-ID: <{id}@tailspin.example>
        Date: {TimeProvider.System.GetUtcNow().AddMinutes(-5):r}
        Content-Type: text/plain; charset=utf-8

        Hello Alex, a word about the next steps?
        """;

    private async Task<(IPage Outlook, IFrameLocator Pane)> OpenAsync(Chromium chromium, string who, string id)
    {
        var item = Uri.EscapeDataString($"<{id}@tailspin.example>");
        var outlook = await chromium.OpenAsync($"{up.Simulators}/outlook/?user={who}@contoso.example&item={item}", 1440, 1100);
        return (outlook, outlook.FrameLocator("[data-testid=pane]"));
    }

    private static Task PressAsync(IFrameLocator pane, string button) =>
        pane.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();

    private async Task InThePaneAsync(IPage outlook, IFrameLocator pane)
    {
        await outlook.ReloadAsync();
        await pane.GetByText("never-log list").First.WaitForAsync();
        await pane.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = "Capture", Exact = true }).ClickAsync();
        await pane.GetByText("Your mailbox in the CRM").First.WaitForAsync();
        await pane.GetByText("taken out 1").First.WaitForAsync();
        await ShootAsync(outlook, "capture-2-pane");
        await PressAsync(pane, "This item");
        await pane.GetByText("never-log list").First.WaitForAsync();
    }

    private Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, name + ".png") });
}
