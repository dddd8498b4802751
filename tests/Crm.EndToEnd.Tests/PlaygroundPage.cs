using System.Globalization;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Tests;

/// <summary>Microsoft 365 Agents Playground as a person uses it: types, reads the newest card, presses its buttons.</summary>
internal sealed class PlaygroundPage(IPage page, string shots, string story = "teams")
{
    private int shot;

    public ILocator Card => page.Locator(".ac-adaptiveCard").Last;

    public Task ReadyAsync() => page.GetByText("Connected.").First.WaitForAsync();

    /// <summary>Sends a message and waits until a new card holds <paramref name="expected"/>.</summary>
    public async Task<ILocator> SayAsync(string text, string expected)
    {
        var before = await page.Locator(".ac-adaptiveCard").CountAsync();
        await page.Locator("[role=textbox][contenteditable=true]").Last.ClickAsync();
        await page.Keyboard.InsertTextAsync(text);
        await page.GetByLabel("Send Message").Last.ClickAsync();
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.ac-adaptiveCard').length > n", before);
        await Card.GetByText(expected).First.WaitForAsync();
        return Card;
    }

    public async Task PressAsync(string button, string expected)
    {
        await Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).First.ClickAsync();
        await page.Locator(".ac-adaptiveCard").Last.GetByText(expected).First.WaitForAsync();
    }

    /// <summary>Presses what is a text to the eye: a chip's cross, "Narrow", a line.</summary>
    public async Task TouchAsync(string text, string expected, bool exactly = true)
    {
        await Card.GetByText(text, new LocatorGetByTextOptions { Exact = exactly }).First.ClickAsync();
        await page.Locator(".ac-adaptiveCard").Last.GetByText(expected).First.WaitForAsync();
    }

    public Task FillAsync(string label, string value) => Card.GetByLabel(label).First.FillAsync(value);

    public Task<string> ValueAsync(string label) => Card.GetByLabel(label).First.InputValueAsync();

    /// <summary>Picks from a list that is folded until it is pressed.</summary>
    public async Task ChooseAsync(string label, string choice)
    {
        await Card.GetByLabel(label).First.ClickAsync();
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
        var before = await page.Locator(".ac-adaptiveCard").CountAsync();
        await Results.GetByText(result).First.ClickAsync();
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.ac-adaptiveCard').length > n", before);
        await page.GetByLabel("Send Message").Last.ClickAsync();
        await Card.GetByText(result).First.WaitForAsync();
    }

    private ILocator Results => page.Locator(".fui-PopoverSurface").Last;

    /// <summary>The newest card alone.</summary>
    public async Task ShootCardAsync(string name)
    {
        await page.Mouse.MoveAsync(5, 5);
        await Card.ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(shots, $"{story}-{++shot:00}-{name}.png") });
    }

    /// <summary>The lower part, without the Playground's log panel at the right: it names folders of the machine.</summary>
    public Task ShootAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(shots, $"{story}-{++shot:00}-{name}.png"),
        Clip = new Clip { X = 0, Y = page.ViewportSize!.Height - 900, Width = 945, Height = 900 },
    });
}
