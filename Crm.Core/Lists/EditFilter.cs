using Crm.Core.Catalogs;

namespace Crm.Core.Lists;

/// <summary>Asks for a list's filter as text; pressed again with another text, it counts what that one would show.</summary>
/// <param name="Seen">The filter to go back to; the one at the beginning.</param>
public sealed record EditFilter(RecordKind Kind, string? Filter = null, string? Seen = null) : ICardRequest
{
    public static string Verb => "filter.edit";
}

/// <param name="Why">What is wrong with the text, and where.</param>
/// <param name="Total">How many rows it shows; null while it is wrong.</param>
public sealed record FilterFormView(
    EditFilter Asked, string Entity, string ListVerb, Refusal? Why, Count? Total, IReadOnlyList<string> Fields);

public sealed class EditFilterHandler(FilterCounts counts, FieldSource fields)
{
    public async Task<Result<FilterFormView>> HandleAsync(EditFilter edit, CancellationToken ct)
    {
        edit = edit with { Seen = edit.Seen ?? edit.Filter ?? "" };
        var counted = await counts.CountAsync(edit.Kind, edit.Filter, ct);
        return edit.Kind switch
        {
            RecordKind.Company => Form(edit, counted, await fields.CompaniesAsync(ct)),
            RecordKind.Contact => Form(edit, counted, await fields.ContactsAsync(ct)),
            RecordKind.Deal => Form(edit, counted, await fields.DealsAsync(ct)),
            RecordKind.Activity => Form(edit, counted, await fields.ActivitiesAsync(ct)),
        };
    }

    private static FilterFormView Form<T>(EditFilter edit, Result<FilterCount> counted, FieldCatalog<T> catalog) => new(
        edit, catalog.Entity, ListMoves.VerbOf(edit.Kind), counted.Refusal, counted.Refusal is null ? counted.Value.Rows : null,
        [.. catalog.Fields.Select(f => f.Name)]);
}

/// <summary>The filter as a text that can be changed, with the error at its place or the number of rows it would show.</summary>
public static class FilterForm
{
    public static AdaptiveCard For(FilterFormView form, CurrentUser reader) => new(
    [
        Blocks.Title($"Which {form.Entity}?"),
        .. Blocks.Field(
            new TextInput("Conditions and order")
            {
                Id = "filter", Value = form.Asked.Filter, IsMultiline = true, MaxLength = FilterParser<object>.MaxLength,
                Placeholder = Example(form.Asked.Kind),
            },
            form.Why),
        new TextBlock(form.Total is { } total
            ? $"**{new ReaderFormat(reader).Count(total.Value)}{(total.IsLowerBound ? "+" : "")}** {form.Entity} fit."
            : "Please mend this; nothing is counted until then.") { Spacing = Spacing.Small },
        Blocks.Subtle($"For example: {Example(form.Asked.Kind)}"),
        Blocks.Subtle($"Fields: {string.Join(", ", form.Fields.Take(40).Select(Markdown.Escape))}{(form.Fields.Count > 40 ? " …" : "")}")
            with { Size = TextSize.Small, Spacing = Spacing.Small },
    ])
    {
        Actions =
        [
            ExecuteAction.Of("Show", form.ListVerb, new { }, withInputs: true) with { Style = "positive" },
            ExecuteAction.Submit<EditFilter>("Count", new { kind = form.Asked.Kind, seen = form.Asked.Seen })
                with { Tooltip = "How many would that be?" },
            .. form.Why is null
                ? [
                    ExecuteAction.Press("Pick conditions", new BuildFilter(form.Asked.Kind, form.Asked.Filter, form.Asked.Seen))
                        with { Tooltip = "Conditions to choose instead of to write" },
                    DialogAction.Open("In a window", BuildFilter.Verb,
                        new { kind = form.Asked.Kind, filter = form.Asked.Filter, seen = form.Asked.Seen }),
                ]
                : Array.Empty<CardAction>(),
            ExecuteAction.Of("Back", form.ListVerb, new { filter = form.Asked.Seen }),
        ],
        FallbackText = $"Which {form.Entity}?",
    };

    private static string Example(RecordKind kind) => kind switch
    {
        RecordKind.Company => "status is Active and last contact older than 30 days order by revenue desc",
        RecordKind.Contact => "company contains litware and no reply older than 7 days",
        RecordKind.Deal => "stage is any of (Proposal, Negotiation) and value >= 10,000 order by value desc",
        RecordKind.Activity => "type is Task and status is Pending and due before next week",
    };
}
