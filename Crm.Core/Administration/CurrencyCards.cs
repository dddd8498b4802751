namespace Crm.Core.Administration;

/// <summary>The reporting currency and its rates: everybody reads them, an administrator changes them.</summary>
public static class CurrencyCards
{
    private const int MostUnrated = 5;

    public static AdaptiveCard All(CurrenciesSeen seen, CurrentUser reader)
    {
        var (shown, isAdmin) = (new ReaderFormat(reader), reader.IsAdministrator);
        return new AdaptiveCard(
        [
            Blocks.Title($"Reports are in {seen.Currency}"),
            new TextBlock(seen.Rates.Count == 0
                ? "There are no rates yet: the amounts of each currency stand by themselves."
                : "Amounts in these currencies are added up and compared at their rates. A sum is converted whole and rounded to two "
                    + "decimals; a deal keeps its own amount."),
            .. seen.Rates.Select(rate => Line(rate, shown, isAdmin)),
            .. seen.Unrated.Count == 0 ? [] : Unrated(seen, shown, isAdmin),
        ])
        {
            Actions = !isAdmin ? null :
            [
                ExecuteAction.Press("New rate", new EditRate()),
                ExecuteAction.Press("Report in another currency", new ChooseReportingCurrency()),
            ],
            FallbackText = string.Join(
                ". ", [$"Reports are in {seen.Currency}",
                    .. seen.Rates.Select(r => $"1 {r.Currency} = {shown.Rate(r.Rate)} {r.InCurrency}")]),
        };
    }

    public static AdaptiveCard Rate(RateForm form)
    {
        var (rate, values) = (form.Rate, form.Values);
        var title = rate is null ? "New rate" : $"Rate of {rate.Currency}";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(form.Why),
            .. rate is null ? Code(values.Currency, "GBP", form.Why) : [],
            .. Blocks.Field(
                new TextInput($"One {rate?.Currency ?? values.Currency ?? "unit"} in {form.InCurrency}")
                {
                    Id = "rate", Value = values.Rate, Placeholder = "1.2500", MaxLength = 40,
                    IsRequired = true, ErrorMessage = "A rate is needed.",
                },
                form.Why),
            .. Blocks.Field(new DateInput("As of") { Id = "asOf", Value = values.AsOf }, form.Why),
            .. rate is null ? [] : Blocks.Row(
                ExecuteAction.Press("Remove", new RemoveRate(rate.Currency, rate.Version)) with { Style = "destructive" }),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<SaveRate>("Save", Saved(form)) with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowCurrencies()),
            ],
            FallbackText = title,
        };
    }

    public static AdaptiveCard Reporting(ReportingForm form)
    {
        var chosen = form.Typed ?? form.Currency;
        return new AdaptiveCard(
        [
            Blocks.Title("Report in another currency"),
            new TextBlock($"Reports are in {form.Currency}. Rates that are there are restated: the new currency needs one of them."),
            .. Code(chosen, "EUR", form.Why),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<ReportInCurrency>("Save") with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowCurrencies()),
            ],
            FallbackText = "Report in another currency",
        };
    }

    private static IEnumerable<Element> Code(string? typed, string example, Refusal? why) => Blocks.Field(
        new TextInput("Currency")
        {
            Id = "currency", Value = typed, Placeholder = example, MaxLength = 10,
            IsRequired = true, ErrorMessage = "Which currency is it?",
        },
        why);

    /// <summary>A rate that is there has its currency in the button, a new one in an input.</summary>
    private static object Saved(RateForm form) => form.Rate is { } rate
        ? new { currency = rate.Currency, inCurrency = form.InCurrency, version = form.Values.Version }
        : new { inCurrency = form.InCurrency };

    private static ColumnSet Line(RateSeen rate, ReaderFormat shown, bool isAdmin) => new(
    [
        new Column(
        [
            new TextBlock($"**1 {rate.Currency} = {shown.Rate(rate.Rate)} {rate.InCurrency}**"),
            Blocks.Subtle(
                $"as of {shown.Date(rate.AsOf)} · 1 {rate.InCurrency} = {shown.Rate(decimal.Round(1 / rate.Rate, 6))} {rate.Currency}"),
        ]),
        .. !isAdmin ? Array.Empty<Column>() :
        [
            Beside(ExecuteAction.Press("Edit", new EditRate(rate.Currency)) with
            {
                Tooltip = $"Edit the rate of {rate.Currency}",
            }),
        ],
    ])
    { Separator = true, Spacing = Spacing.Small };

    private static Column Beside(CardAction press) => new([new ActionSet([press])]) { Width = "auto", VerticalContentAlignment = "Center" };

    private static string Deals(long count, ReaderFormat shown) => $"{shown.Count(count)} deal{(count == 1 ? "" : "s")}";

    private static IEnumerable<Element> Unrated(CurrenciesSeen seen, ReaderFormat shown, bool isAdmin)
    {
        yield return Blocks.Heading("Open deals without a rate");
        foreach (var unrated in seen.Unrated.Take(MostUnrated))
        {
            yield return new ColumnSet(
            [
                new Column([new TextBlock($"{unrated.Currency}: {Deals(unrated.OpenDeals, shown)}")]),
                .. !isAdmin ? Array.Empty<Column>() :
                [
                    Beside(ExecuteAction.Press("Set rate", new EditRate(unrated.Currency)) with
                    {
                        Tooltip = $"Set a rate of {unrated.Currency}",
                    }),
                ],
            ])
            { Spacing = Spacing.Small };
        }

        if (seen.Unrated.Count > MostUnrated)
        {
            yield return Blocks.Subtle($"and {RateWords.Several([.. seen.Unrated.Skip(MostUnrated).Select(u => u.Currency)])}");
        }
    }
}
