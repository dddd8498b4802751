using System.Text.Json;

namespace Crm.EndToEnd.Tests;

/// <summary>The stand-in for Outlook with the pane in it, as a person uses both.</summary>
internal sealed class OutlookPage(IPage page, string shots)
{
    private static readonly string Axe =
        File.ReadAllText(Path.Combine(Workspace.Find().Root, "Crm.OutlookAddin/Pane/node_modules/axe-core/axe.min.js"));

    private const int Narrowest = 320;

    /// <summary>What a browser's text zoom of 200 % does: every letter and line twice as high, boxes as they were.</summary>
    private const string Enlarge =
        """
        () => {
          const all = [...document.querySelectorAll("body, body *")].filter(one => one instanceof HTMLElement);
          const was = all.map(one => ({ one, css: one.style.cssText, size: getComputedStyle(one).fontSize,
            line: getComputedStyle(one).lineHeight }));
          for (const { one, size, line } of was) {
            one.style.setProperty("font-size", `${2 * parseFloat(size)}px`, "important");
            if (line.endsWith("px")) one.style.setProperty("line-height", `${2 * parseFloat(line)}px`, "important");
          }
          window.asBefore = () => was.forEach(({ one, css }) => { one.style.cssText = css; });
          return true;
        }
        """;

    /// <summary>Texts that reach out of the pane, or of a box that hides what does not fit. A field's own text can be scrolled.</summary>
    private const string Cut =
        """
        () => [...document.querySelectorAll("body *")]
          .filter(one => one instanceof HTMLElement && one.getClientRects().length > 0 && one.textContent.trim() !== ""
            && !one.closest(".unseen, select, input, textarea"))
          .filter(one => {
            const { overflowX, overflowY } = getComputedStyle(one);
            const { right, left } = one.getBoundingClientRect();
            return right > document.documentElement.clientWidth + 1 || left < -1
              || overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1
              || (overflowY === "hidden" || overflowY === "clip") && one.scrollHeight > one.clientHeight + 2;
          })
          .map(one => `<${one.localName} class="${one.className}">, ${one.scrollWidth} of ${one.clientWidth} by ${one.scrollHeight} of `
            + `${one.clientHeight} px: ${one.textContent.trim().slice(0, 60)}`)
        """;

    public IFrameLocator Pane => page.FrameLocator("[data-testid=pane]");

    public IPage Page => page;

    private IFrame Frame => page.Frames.First(f => f.Url.Contains("/pane/", StringComparison.Ordinal));

    /// <param name="chromium">The browser.</param>
    /// <param name="up">What runs.</param>
    /// <param name="user">Whose mailbox.</param>
    /// <param name="width">Of the pane.</param>
    /// <param name="isDark">Outlook's theme.</param>
    public static async Task<OutlookPage> OpenAsync(
        Chromium chromium, UpRunning up, string user = "alexw", int width = 340, bool isDark = false)
    {
        var page = await chromium.OpenAsync(
            $"{up.Simulators}/outlook/?user={user}@contoso.example&theme={(isDark ? "dark" : "light")}", 1100 + width, 1000);
        var columns = $"main {{ grid-template-columns: 190px 300px 1fr {width}px }}";
        await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = columns });
        await page.WaitForFunctionAsync("() => window.__ready"); // The mailbox opens with nothing selected, a draft begun before it or not.
        return new OutlookPage(page, up.Shots);
    }

    /// <summary>Opens an item by its message id or subject, and waits until the pane is about it.</summary>
    public async Task SelectAsync(string item, string expected)
    {
        await page.WaitForFunctionAsync("() => window.__ready"); // It may have been loaded anew.
        await page.EvaluateAsync("wanted => window.__selectItem(wanted)", item);
        await SeesAsync(expected);
    }

    public Task SeesAsync(string text) => Pane.GetByText(text).First.WaitForAsync();

    public Task PressAsync(string button) =>
        Pane.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();

    public Task FillAsync(string label, string text) => Field(label).FillAsync(text);

    public Task<string> ValueAsync(string label) => Field(label).InputValueAsync();

    public Task ShootAsync(string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(shots, name + ".png") });

    /// <summary>
    /// A station of a story: its picture, and what nobody may be kept out by. As narrow as a page of 1280 px at a zoom of 400 %, it is read
    /// with letters of twice the size as well (WCAG 2.2, 1.4.4 and 1.4.10).
    /// </summary>
    public async Task LookAsync(string station, int width)
    {
        await ShootAsync($"outlook-{station}-{width}");
        Assert.Empty(await BarriersAsync());
        Assert.False(await IsCutAsync(), $"Something at {station} is wider than the pane.");
        if (width <= Narrowest)
        {
            await InPaneAsync(Enlarge);
            await ShootAsync($"outlook-{station}-{width}-large");
            var cut = (await InPaneAsync(Cut)).EnumerateArray().Select(one => $"{station}: {one.GetString()}").ToList();
            await InPaneAsync("() => (window.asBefore(), true)");
            Assert.Empty(cut);
        }
    }

    /// <summary>What axe-core calls serious or critical in the pane as it stands, by the rules of WCAG 2.2 A and AA.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        await Frame.EvaluateAsync(Axe);
        var found = await Frame.EvaluateAsync(
            """
            async () => (window.scrollTo(0, 0), await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }))
              .violations
              .filter(one => one.impact === "serious" || one.impact === "critical")
              .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html).join(" | ")}`)
            """);
        return [.. found!.Value.EnumerateArray().Select(one => one.GetString()!)];
    }

    /// <summary>Whether anything of the pane is wider than the pane.</summary>
    public async Task<bool> IsCutAsync() =>
        (await InPaneAsync("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")).GetBoolean();

    public async Task<JsonElement> InPaneAsync(string script) => (await Frame.EvaluateAsync(script))!.Value;

    private ILocator Field(string label) =>
        Pane.GetByLabel(label, new FrameLocatorGetByLabelOptions { Exact = false }).First;
}
