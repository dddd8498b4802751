namespace Crm.EndToEnd.Tests;

/// <summary>
/// What a rep does to a CRM when nobody told them how: undoes what they undid, says when in words, opens what was closed, presses
/// everything in the pane.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class TourTests(UpRunning up)
{
    [Fact]
    public async Task What_was_deleted_and_brought_back_is_not_taken_for_new_by_undo()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "tour-undo");
        await teams.SayAsync("show Proseware: fleet renewal", "Move stage");
        await teams.PressAsync("Delete", "The deal is deleted");
        await teams.PressAsync("Undo", "Move stage");

        await teams.SayAsync("undo", "Take this back?");
        await teams.ShootAsync("asked");
        Assert.Equal(1, await CountAsync("deals where title = 'Proseware: fleet renewal' and not is_deleted"));
        await teams.PressAsync("Yes, delete it", "is deleted, as it was before you restored it");
        await teams.SayAsync("deleted", "Proseware: fleet renewal");
        await teams.ShootAsync("deleted");
        await teams.SayAsync("restore Proseware: fleet renewal", "Move stage");
        Assert.Equal(1, await CountAsync("deals where title = 'Proseware: fleet renewal' and not is_deleted"));
    }

    [Fact]
    public async Task When_is_said_in_words_and_answered_in_full()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "tour-time");
        foreach (var (said, subject) in new[]
        {
            ("remind me tomorrow morning to ring the tour desk", "ring the tour desk"),
            ("remind me on Dec 15 at 3pm to send the tour list", "send the tour list"),
            ("remind me in two weeks to plan the tour", "plan the tour"),
            ("remind me Friday afternoon to book the tour room", "book the tour room"),
        })
        {
            await teams.SayAsync(said, subject);
            await teams.ShootCardAsync(subject.Replace(' ', '-'));
            Assert.Equal(1, await CountAsync($"activities where lower(subject) = '{subject}' and due_date > now()"));
        }

        await teams.SayAsync("remind me every Monday to water the tour plants", "A reminder comes once.");
        await teams.ShootCardAsync("asked");
        Assert.Equal(0, await CountAsync("activities where subject ilike '%tour plants%'"));
    }

    [Fact]
    public async Task What_is_planned_stands_under_next_and_a_won_deal_goes_back_to_where_it_stood()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var teams = await PlaygroundPage.OpenAsync(chromium, up, "tour-deal");
        await teams.SayAsync("show Fourth Coffee: fleet renewal", "Move stage");
        await teams.PressAsync("Won", "Reopen");
        await teams.ShootCardAsync("won");
        await teams.PressAsync("Reopen", "Move stage");
        Assert.Equal(
            1, await CountAsync(
                "deals d join pipeline_stages s on s.id = d.stage_id where d.title = 'Fourth Coffee: fleet renewal' and d.status = "
                + "'OPEN' and s.name = 'Proposal'"));

        await teams.SayAsync("log meeting with Sofia Rossi about the coffee contract yesterday", "coffee contract");
        await teams.SayAsync("remind me Wednesday evening to call Sofia Rossi", "call Sofia Rossi");
        await teams.SayAsync("show Sofia Rossi", "Last contacts");
        await teams.ShootCardAsync("next-and-last");
        await teams.SayAsync("pipeline", "weighted");
        await teams.ShootCardAsync("pipeline");
        await teams.SayAsync("today", "Closing within 30 days");
        await teams.ShootCardAsync("today");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_button_of_the_pane_can_be_read_while_it_is_pointed_at(string theme)
    {
        await using var chromium = await Chromium.LaunchAsync();
        var outlook = await chromium.OpenAsync($"{up.Simulators}/outlook/?user=alexw@contoso.example", 1440, 900);
        await outlook.WaitForFunctionAsync("() => typeof window.__selectItem === 'function'");
        await outlook.EvaluateAsync("id => window.__selectItem(id)", "<designer-question-1@graphicdesign.example>");
        var pane = outlook.FrameLocator("[data-testid=pane]");
        await pane.GetByRole(AriaRole.Button).First.WaitForAsync();
        await pane.Locator("html").EvaluateAsync("(html, theme) => { html.dataset.theme = theme; }", theme);
        foreach (var button in await pane.GetByRole(AriaRole.Button).AllAsync())
        {
            if (!await button.IsVisibleAsync())
            {
                continue;
            }

            await button.HoverAsync();
            var contrast = await button.EvaluateAsync<double>(ContrastScript);
            Assert.True(
                contrast >= 4.5,
                $"{theme}: “{await button.InnerTextAsync()}” has a contrast of {contrast:0.0} when it is pointed at; people need 4.5.");
        }

        await outlook.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(up.Shots, $"tour-pane-{theme}.png") });
    }

    /// <summary>WCAG 2.2, contrast ratio of a text with the first background under it that is not transparent.</summary>
    private const string ContrastScript =
        """
        element => {
          const rgb = text => (text.match(/[\d.]+/g) ?? []).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          let behind = element;
          while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
          const back = behind ? rgb(getComputedStyle(behind).backgroundColor) : [255, 255, 255];
          const [a, b] = [luminance(rgb(getComputedStyle(element).color)), luminance(back)].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05);
        }
        """;

    private Task<long> CountAsync(string rows) => up.TruthAsync<long>($"select count(*) from {rows}");
}
