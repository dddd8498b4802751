using Crm.Testing;

namespace Crm.EndToEnd.Tests;

/// <summary>
/// Every approved card in a real browser, drawn by the official renderer: light, dark, high contrast, as narrow as a phone.
/// </summary>
[Collection(UpCollection.Name)]
public sealed class CardGalleryTests(UpRunning up)
{
    [Theory]
    [InlineData("light", 430)]
    [InlineData("dark", 430)]
    [InlineData("contrast", 430)]
    [InlineData("light", 320)]
    public async Task Every_card_is_drawn_whole_and_no_name_becomes_markup(string theme, int width)
    {
        await CardOracle.FaultsAsync(); // sets up the renderer's markdown, without which hostile names would prove nothing
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.OpenAsync($"{up.Bot}/dev/cards?theme={theme}&width={width}&open=1", 1900, 1200);
        await page.WaitForFunctionAsync("() => document.body.dataset.ready");

        var (cards, empty, tooWide, links) = (
            await page.EvaluateAsync<int>("() => document.querySelectorAll('.card').length"),
            await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('section')].filter(s => s.querySelector('.card').innerText.trim() === '').map(s => "
                + "s.innerText)"),
            await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('section')].filter(s => [...s.querySelectorAll('.ac-textBlock, .ac-input, .ac-factset')]
                  .some(e => e.getBoundingClientRect().right > s.getBoundingClientRect().right + 1)).map(s =>
                  s.querySelector('h2').innerText)
                """),
            await page.EvaluateAsync<int>("() => document.querySelectorAll('.card a, .card img, .card code, .card at').length"));
        await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(up.Shots, $"cards-{theme}-{width}.png"), FullPage = true });

        Assert.True(await page.EvaluateAsync<bool>("() => typeof window.markdownit === 'function'"));
        Assert.True(cards > 60, $"Only {cards} cards were drawn.");
        Assert.Empty(empty);
        Assert.Empty(tooWide);
        Assert.Equal(0, links);
    }
}
