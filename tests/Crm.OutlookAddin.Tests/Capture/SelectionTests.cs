namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>Several mails selected in the list: who is on them says the mailbox, what became of them the ledger.</summary>
public sealed class SelectionTests : RigTests
{
    private const string Megan = "33333333-3333-4333-8333-333333333331";

    protected override (string Key, string Value)[] Settings => CaptureRig.WithApi;

    [Fact]
    public async Task Each_mail_says_who_is_on_it_and_whether_it_was_captured()
    {
        await Rig.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        var known = await Rig.Graph.SendMailAsync("Offer");
        await Rig.DeliverAsync(
            "From: Max Muster <max@nowhere.example>\nTo: alexw@contoso.example\nSubject: Hi\nMessage-ID: <hi@nowhere.example>\n\nHi\n",
            Simulation.Alex);
        await Rig.ReadAsync(Alex);

        var items = await AskAsync(
            new { internetMessageId = "<Offer@litware.example>", restId = known[0]!["graphId"]!.GetValue<string>(), subject = "Offer" },
            new { internetMessageId = "<hi@nowhere.example>", restId = (string?)null, subject = "Hi" },
            new { internetMessageId = "<gone@nowhere.example>", restId = "AAMkGone", subject = "Gone" });

        Assert.Equal(["contact Clara Nilsson logged", "skipped", ""], items.Select(Said));
    }

    [Fact]
    public async Task What_another_mailbox_captured_is_not_told()
    {
        await Rig.World.ContactAsync(Alex.User, "Clara", "Nilsson", "clara.nilsson@litware.example");
        var megan = await Rig.UserAsync("Megan Bowen", Megan);
        await Rig.DeliverAsync(
            "From: clara.nilsson@litware.example\nTo: meganb@contoso.example\nSubject: Hers\nMessage-ID: <hers@litware.example>\n\nHi\n",
            Megan);
        await Rig.ReadAsync(megan);

        Assert.Equal([""], (await AskAsync(new { internetMessageId = "<hers@litware.example>" })).Select(Said));
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused_in_words()
    {
        var items = Enumerable.Range(0, 101).Select(n => new { internetMessageId = $"<{n}@litware.example>" });
        using var answer = await Rig.SendAsync(HttpMethod.Post, "api/selection", JsonContent.Create(new { items }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("At most 100 items", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonArray> AskAsync(params object[] items)
    {
        using var answer = await Rig.SendAsync(HttpMethod.Post, "api/selection", JsonContent.Create(new { items }));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray();
    }

    private static string Said(JsonNode? item) => string.Join(
        ' ', item!["people"]!.AsArray().Select(p => $"{p!["kind"]} {p["name"]}").Append($"{item["capture"]?["state"]}")).Trim();
}
