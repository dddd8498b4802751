using Crm.Core.Access;

namespace Crm.Core.Cards;

/// <summary>Named pieces that recur in cards.</summary>
public static class Blocks
{
    public static TextBlock Title(string text) => new(text) { Size = TextSize.Large, Weight = "Bolder", Style = "heading" };

    public static TextBlock Subtle(string text) => new(text) { IsSubtle = true, Spacing = Spacing.None };

    public static TextBlock Heading(string text) => new(text) { Weight = "Bolder", Spacing = Spacing.Medium, Style = "heading" };

    /// <summary>The server's word on a field, right under it. What the client can check by itself it says in its own error message.</summary>
    public static IEnumerable<Element> Field(Element input, Refusal? refusal)
    {
        yield return input;
        if (refusal?.For(input.Id!) is { } wrong)
        {
            yield return new TextBlock("⚠ " + Markdown.Escape(wrong)) { Color = TextColor.Attention, Spacing = Spacing.None };
        }
    }

    /// <summary>Facts with a value; what is not known is not shown.</summary>
    public static FactSet Facts(params IReadOnlyList<(string Title, string? Value)> facts) =>
        new([.. facts.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => new Fact(f.Title, f.Value!))]);

    public static IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(UpperSnake.Label(v), UpperSnake.Of(v)))];
}
