using Crm.Core.Companies;

namespace Crm.Core.Search;

/// <summary>
/// What an input of a form offers while somebody types into it (<see cref="ChoiceQuery"/>): the latest records when nothing is typed.
/// </summary>
public sealed record FindChoices(string? Dataset, string? Text);

public sealed class FindChoicesHandler(PickRecordsHandler records)
{
    public const int Most = 15;

    /// <returns>None for a dataset that nobody knows.</returns>
    public async Task<Result<IReadOnlyList<Choice>>> HandleAsync(FindChoices find, CancellationToken ct)
    {
        if (Kind(find.Dataset) is not { } kind)
        {
            return Array.Empty<Choice>();
        }

        var picks = await records.HandleAsync(new PickRecords(kind, find.Text, Take: Most), ct);
        return picks.Refusal is { } refusal ? refusal : (Choice[])[.. picks.Value.Select(Of), .. New(find, picks.Value)];
    }

    private static RecordKind? Kind(string? dataset) => dataset switch
    {
        ChoiceQuery.Companies or ChoiceQuery.CompaniesOrNew => RecordKind.Company,
        ChoiceQuery.Contacts => RecordKind.Contact,
        ChoiceQuery.Deals => RecordKind.Deal,
        ChoiceQuery.Activities => RecordKind.Activity,
        _ => null,
    };

    private static Choice Of(Pick pick) => new(pick.Kind is RecordKind.Contact && pick.Detail.Length > 0
        ? $"{pick.Title} ({pick.Detail})" : pick.Title, pick.Id.ToString());

    /// <summary>A name that is none of those found can be created with the form.</summary>
    private static IEnumerable<Choice> New(FindChoices find, IReadOnlyList<Pick> found)
    {
        var name = NormalText.Line(find.Text);
        return find.Dataset is ChoiceQuery.CompaniesOrNew && NormalText.IsVisible(name)
            && name.Length <= Company.NameLength && !found.Any(p => NormalText.AreSame(p.Title, name))
            ? [new Choice($"Create “{name}”", CompanyChoice.ToCreate(name))]
            : [];
    }
}
