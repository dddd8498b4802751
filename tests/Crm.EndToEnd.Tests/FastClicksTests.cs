using System.Text.Json;

namespace Crm.EndToEnd.Tests;

/// <summary>
/// Five hundred clicks through mails faster than anybody reads, while Outlook loses, doubles, hastens and delays its events and the network
/// stutters: the pane is about one item or about none, and logs no other.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class FastClicksTests(UpRunning up)
{
    private const int Clicks = 500;
    private const int Mails = 14;

    /// <summary>Looks at every frame; what does not belong together is remembered.</summary>
    private const string Watch =
        """
        senders => {
          window.wrong = []; window.seen = new Set(); window.logged = 0;
          const pressed = [];
          window.press = () => {
            const button = [...document.querySelectorAll(".captured .capture button")].find(one => one.textContent === "Log it");
            if (!button) return;
            pressed.push({ item: button.closest(".captured").dataset.item, at: performance.now() });
            button.click();
          };
          const send = window.fetch;
          window.fetch = (url, init) => {
            if (String(url).endsWith("/api/log")) {
              window.logged++;
              const sent = JSON.parse(init.body).internetMessageId;
              if (!pressed.some(one => one.item === sent && performance.now() - one.at < 2000)) window.wrong.push(`${sent} logged unasked`);
            }
            return send(url, init);
          };
          const look = () => {
            const about = document.getElementById("about");
            const shown = about.hidden ? null : about.textContent.replace(/^Mail: /, "");
            const item = document.querySelector(".captured")?.dataset.item ?? null;
            const people = [...document.querySelectorAll(".panel")].map(panel => panel.dataset.email);
            if (shown !== null && shown in senders) {
              const { id, from } = senders[shown];
              window.seen.add(shown);
              if (item !== null && item !== id) window.wrong.push(`${shown} above ${item}`);
              if (item !== null && people.length > 0 && people[0] !== from) window.wrong.push(`${shown} above ${people[0]}`);
            } else if (item !== null && item.includes("click-")) window.wrong.push(`${item} under ${shown}`);
            requestAnimationFrame(look);
          };
          look();
        }
        """;

    [Fact]
    public async Task The_pane_is_never_about_two_items()
    {
        var senders = new Dictionary<string, object>();
        for (var n = 0; n < Mails; n++)
        {
            await up.DeliverAsync(Mail(n));
            senders[$"Click {n}"] = new { id = $"<click-{n}@click{n}.example>", from = $"person{n}@click{n}.example" };
        }

        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await OutlookPage.OpenAsync(chromium, up);
        var problems = new List<string>();
        outlook.Page.PageError += (_, error) => problems.Add(error);
        outlook.Page.Console += (_, said) => Remember(said, problems);
        await outlook.SelectAsync("<click-0@click0.example>", "Mail: Click 0");
        await outlook.Page.EvaluateAsync("() => { window.__itemFaults = { missed: .2, doubled: .1, early: .1, late: .1, bodyFails: .2 } }");
        await outlook.Page.RouteAsync($"{up.Outlook}/api/**", StutterAsync);
        await outlook.InPaneAsync($"() => {{ ({Watch})({JsonSerializer.Serialize(senders)}); return 0 }}");

        await ClickAsync(outlook);
        await HealsAsync(outlook);

        Assert.Equal([], (await outlook.InPaneAsync("() => window.wrong")).EnumerateArray().Select(w => w.GetString()).Distinct());
        Assert.InRange((await outlook.InPaneAsync("() => window.seen.size")).GetInt32(), Mails / 2, Mails);
        Assert.Empty(problems);
        Assert.InRange((await outlook.InPaneAsync("() => window.logged")).GetInt32(), 1, Clicks);
    }

    /// <summary>Now and then what stands under the pointer is logged, at once and without looking.</summary>
    private static async Task ClickAsync(OutlookPage outlook)
    {
        var chance = new Random(17);
        for (var click = 0; click < Clicks; click++)
        {
            await outlook.Page.EvaluateAsync("wanted => { void window.__selectItem(wanted) }", $"Click {chance.Next(Mails)}");
            await Task.Delay(chance.Next(10) == 0 ? chance.Next(400, 1_200) : chance.Next(5, 60));
            if (chance.Next(12) == 0)
            {
                await outlook.InPaneAsync("() => { window.press(); return 0 }");
                await Task.Delay(30);
            }
        }
    }

    /// <summary>When the clicks end on an item whose event was lost, the pane is about it within three seconds.</summary>
    private static async Task HealsAsync(OutlookPage outlook)
    {
        await outlook.Page.UnrouteAllAsync();
        for (var n = 0; n < 5; n++)
        {
            await outlook.Page.EvaluateAsync("() => { window.__itemFaults = { missed: 1 } }");
            await outlook.Page.EvaluateAsync("wanted => window.__selectItem(wanted)", $"Click {n}");
            await outlook.Pane.GetByText($"Mail: Click {n}", new FrameLocatorGetByTextOptions { Exact = true }).First
                .WaitForAsync(new LocatorWaitForOptions { Timeout = 3_000 });
        }
    }

    private static async Task StutterAsync(IRoute route)
    {
        var chance = Random.Shared.Next(10);
        if (chance == 0)
        {
            await route.AbortAsync();
            return;
        }

        await Task.Delay(chance < 4 ? Random.Shared.Next(50, 900) : 0);
        try
        {
            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // The pane asked for something else meanwhile.
        }
    }

    /// <summary>The browser tells of each request that the test cut, and of each refusal; everything else is a fault of ours.</summary>
    private static void Remember(IConsoleMessage said, List<string> problems)
    {
        if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            problems.Add(said.Text);
        }
    }

    private static string Mail(int n) => $"""
        From: Person {n} <person{n}@click{n}.example>
        To: Alex Wilber <alexw@contoso.example>
        Subject: Click {n}
        Message-ID: <click-{n}@click{n}.example>
        Date: {TimeProvider.System.GetUtcNow().AddMinutes(-5):r}
        Content-Type: text/plain; charset=utf-8

        Hello Alex.
        """;
}
