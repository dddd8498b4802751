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
    public async Task TouchAsync(string text, string expected)
    {
        await Card.GetByText(text).First.ClickAsync();
        await page.Locator(".ac-adaptiveCard").Last.GetByText(expected).First.WaitForAsync();
    }

    public Task FillAsync(string label, string value) => Card.GetByLabel(label).First.FillAsync(value);

    /// <summary>Without the Playground's log panel at the right: it names folders of the machine.</summary>
    public Task ShootAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(shots, $"{story}-{++shot:00}-{name}.png"),
        Clip = new Clip { X = 0, Y = 0, Width = 945, Height = 900 },
    });
}
