using System.Diagnostics;
using System.Globalization;

namespace Crm.EndToEnd.Tests;

/// <summary>
/// Microsoft 365 Agents Playground as a person uses it: types, reads the card that answers, presses its buttons. What the bot writes of its
/// own accord meanwhile (a reminder that falls due) stands below and is left alone.
/// </summary>
internal sealed class PlaygroundPage(IPage page, string shots, string story)
{
    private const int PatienceMs = 15_000;
    private const int BrieflyMs = 3_000;

    private static readonly LocatorClickOptions BrieflyClicked = new() { Timeout = BrieflyMs };

    private int shot;
    private int at;
    private string title = "";

    /// <summary>The card that the person is at.</summary>
    public ILocator Card => Cards.Nth(at);

    private ILocator Cards => page.Locator(".ac-adaptiveCard");

    /// <summary>A conversation with the bot, in a window of its own.</summary>
    /// <param name="chromium">Where.</param>
    /// <param name="up">The Playground that is opened.</param>
    /// <param name="story">What the names of its pictures begin with.</param>
    /// <param name="height">A tall one for pictures of whole cards.</param>
    public static async Task<PlaygroundPage> OpenAsync(Chromium chromium, UpRunning up, string story = "teams", int height = 900)
    {
        var opened = await chromium.OpenAsync(up.Playground, height: height);
        await opened.GetByText("Connected.").First.WaitForAsync();
        return new PlaygroundPage(opened, up.Shots, story);
    }

    /// <summary>
    /// Waits until a card says it: the person's own, whose place an answer takes, or one that stands below. The Playground throws old cards
    /// away while new ones come, so a card is known by its title.
    /// </summary>
    private async Task ArriveAsync(string expected, int? from = null)
    {
        for (var waited = Stopwatch.StartNew(); waited.ElapsedMilliseconds < PatienceMs; await Task.Delay(50))
        {
            var said = await Cards.AllInnerTextsAsync();
            var first = Math.Min(from ?? Math.Max(0, Where(said)), said.Count - 1);
            if (Last(said, text => text.Contains(expected, StringComparison.OrdinalIgnoreCase)) is >= 0 and var card && card >= first)
            {
                (at, title) = (card, TitleOf(said[card]));
                return;
            }
        }

        Assert.Fail($"No card says “{expected}”. They say: {string.Join("\n---\n", await Cards.AllInnerTextsAsync())}");
    }

    /// <summary>
    /// Does something with the person's card where it stands now. Cards that come or go move it, also between looking for it and doing it,
    /// so it is looked for again until it is found.
    /// </summary>
    private async Task<T> WithCardAsync<T>(Func<ILocator, Task<T>> act)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            at = Where(await Cards.AllInnerTextsAsync());
            try
            {
                return await act(Card);
            }
            catch (TimeoutException) when (waited.ElapsedMilliseconds < PatienceMs)
            {
            }
        }
    }

    private Task WithCardAsync(Func<ILocator, Task> act) =>
        WithCardAsync(async card =>
        {
            await act(card);
            return true;
        });

    /// <summary>
    /// Where it was, or where the newest card with its title stands; what an answer has changed since has stayed in its place.
    /// </summary>
    private int Where(IReadOnlyList<string> said) =>
        at < said.Count && TitleOf(said[at]) == title ? at
        : Last(said, text => TitleOf(text) == title) is >= 0 and var moved ? moved
        : Math.Min(at, said.Count - 1);

    private static string TitleOf(string said) => said.TrimStart().Split('\n')[0];

    private Task MoreThanAsync(int cards) =>
        page.WaitForFunctionAsync("n => document.querySelectorAll('.ac-adaptiveCard').length > n", cards);

    private static int Last(IReadOnlyList<string> said, Predicate<string> isIt) => said.ToList().FindLastIndex(isIt);

    /// <summary>Sends a message and waits until a new card holds <paramref name="expected"/>.</summary>
    public async Task<ILocator> SayAsync(string text, string expected)
    {
        var before = await Cards.CountAsync();
        await page.Locator("[role=textbox][contenteditable=true]").Last.ClickAsync();
        await page.Keyboard.InsertTextAsync(text);
        await page.GetByLabel("Send Message").Last.ClickAsync();
        await MoreThanAsync(before);
        await ArriveAsync(expected, before);
        return Card;
    }

    public async Task PressAsync(string button, string expected)
    {
        await WithCardAsync(card =>
            card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync(BrieflyClicked));
        await ArriveAsync(expected);
    }

    /// <summary>Presses what is a text to the eye: a chip's cross, "Narrow", a line.</summary>
    public async Task TouchAsync(string text, string expected, bool exactly = true)
    {
        await WithCardAsync(card =>
            card.GetByText(text, new LocatorGetByTextOptions { Exact = exactly }).First.ClickAsync(BrieflyClicked));
        await ArriveAsync(expected);
    }

    public Task FillAsync(string label, string value) =>
        WithCardAsync(card => card.GetByLabel(label).First.FillAsync(value, new LocatorFillOptions { Timeout = BrieflyMs }));

    public Task<string> ValueAsync(string label) =>
        WithCardAsync(card => card.GetByLabel(label).First.InputValueAsync(new LocatorInputValueOptions { Timeout = BrieflyMs }));

    /// <summary>Picks from a list that is folded until it is pressed.</summary>
    public async Task ChooseAsync(string label, string choice)
    {
        await WithCardAsync(card => card.GetByLabel(label).First.ClickAsync(BrieflyClicked));
        await page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = choice, Exact = true }).First.ClickAsync();
    }

    /// <summary>"Deals: 12" is 12.</summary>
    public async Task<int> TitleNumberAsync() =>
        int.Parse((await Card.GetByRole(AriaRole.Heading).First.InnerTextAsync()).Split(' ')[^1].TrimEnd('+'), NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture);

    /// <summary>Types into the search of the message extension.</summary>
    public async Task SearchAsync(string command, string parameter, string text, string expected)
    {
        await page.GetByLabel("Trigger Message Extension App").Last.ClickAsync();
        await page.Locator("[role=menuitem]").Filter(new LocatorFilterOptions { HasText = "Search Command" }).First.ClickAsync();
        await page.GetByText("Specify Command ID or Parameter").ClickAsync();
        await page.GetByPlaceholder("Command ID").FillAsync(command);
        await page.GetByPlaceholder("Parameter name").FillAsync(parameter);
        await page.GetByPlaceholder("Enter a search term").FillAsync(text);
        await page.GetByPlaceholder("Enter a search term").PressAsync("Enter");
        await Results.GetByText(expected).First.WaitForAsync();
    }

    /// <summary>Takes a result into the message and sends it.</summary>
    public async Task TakeFoundAsync(string result)
    {
        var before = await Cards.CountAsync();
        await Results.GetByText(result).First.ClickAsync();
        await MoreThanAsync(before);
        await page.GetByLabel("Send Message").Last.ClickAsync();
        await ArriveAsync(result, before);
    }

    private ILocator Results => page.Locator(".fui-PopoverSurface").Last;

    /// <summary>The card alone.</summary>
    public async Task ShootCardAsync(string name)
    {
        await page.Mouse.MoveAsync(5, 5);
        var picture = new LocatorScreenshotOptions { Path = Path.Combine(shots, $"{story}-{++shot:00}-{name}.png") };
        await WithCardAsync(card => (Task)card.ScreenshotAsync(picture));
    }

    /// <summary>The lower part, without the Playground's log panel at the right: it names folders of the machine.</summary>
    public Task ShootAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(shots, $"{story}-{++shot:00}-{name}.png"),
        Clip = new Clip { X = 0, Y = page.ViewportSize!.Height - 900, Width = 945, Height = 900 },
    });
}
