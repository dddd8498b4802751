using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Filtering;

namespace Crm.OutlookAddin.Api;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last one.</param>
/// <param name="TotalIsLowerBound">Counting stopped there: there are more.</param>
/// <param name="Filter">The filter as it was read, in its text form.</param>
/// <param name="Conditions">
/// Its conditions that must all hold; with <c>counts=conditions</c> how many rows there would be without each.
/// </param>
/// <param name="Facets">Rows per option of the fields named in <c>counts</c>.</param>
/// <param name="Groups">Of "group by" in the filter.</param>
internal sealed record ListAnswer<TView>(
    IReadOnlyList<TView> Items, string? Next, int Total, bool TotalIsLowerBound, string Filter, IReadOnlyList<ConditionAnswer> Conditions,
    IReadOnlyList<Facet> Facets,
    IReadOnlyList<Group> Groups);

internal sealed record ConditionAnswer(string Text, Count? Without);

/// <summary>
/// Filtered lists. <c>filter</c> is the text form of the filter language, its order and grouping included, or its JSON form; <c>sort</c>
/// stands above an order inside it; <c>counts</c> asks for more numbers: "conditions", and fields whose options are to be counted.
/// </summary>
internal static class ListEndpoints
{
    private const int Usual = 50;
    private const int Most = 200;

    public static Task<Results<Ok<ListAnswer<CompanyView>>, ProblemHttpResult>> CompaniesAsync(
        Me me, UseCaseRunner useCases, string? filter, string? sort, string? after, string? take, string? counts,
        CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListCompaniesHandler, Result<RecordList<CompanyView>>>(
                me.User, (h, token) => h.HandleAsync(
                    new ListCompanies(Conditions(filter, "companies"), after, size, Sort: sort, Counts: counts), token), ct));

    public static Task<Results<Ok<ListAnswer<ContactView>>, ProblemHttpResult>> ContactsAsync(
        Me me, UseCaseRunner useCases, string? filter, string? sort, string? after, string? take, string? counts,
        CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListContactsHandler, Result<RecordList<ContactView>>>(
                me.User, (h, token) => h.HandleAsync(
                    new ListContacts(Conditions(filter, "contacts"), after, size, Sort: sort, Counts: counts), token), ct));

    public static Task<Results<Ok<ListAnswer<DealView>>, ProblemHttpResult>> DealsAsync(
        Me me, UseCaseRunner useCases, string? filter, string? sort, string? after, string? take, string? counts,
        CancellationToken ct) => AnswerAsync(
            take, async size =>
            {
                var deals = await useCases.RunAsync<ListDealsHandler, Result<DealList>>(
                    me.User, (h, token) => h.HandleAsync(
                        new ListDeals(Conditions(filter, "deals"), after, size, Sort: sort, Counts: counts), token), ct);
                return deals.Refusal is { } refusal ? (Result<RecordList<DealView>>)refusal : deals.Value.Page;
            });

    public static Task<Results<Ok<ListAnswer<ActivityView>>, ProblemHttpResult>> ActivitiesAsync(
        Me me, UseCaseRunner useCases, string? filter, string? sort, string? after, string? take, string? counts,
        CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListActivitiesHandler, Result<RecordList<ActivityView>>>(
                me.User, (h, token) => h.HandleAsync(
                    new ListActivities(Conditions(filter, "activities"), after, size, Sort: sort, Counts: counts), token), ct));

    /// <summary>Null when <paramref name="typed"/> isn't a number that fits.</summary>
    public static int? Size(string? typed, int usual, int most) =>
        string.IsNullOrEmpty(typed) ? usual
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 1 && size <= most ? size
        : null;

    public static ProblemHttpResult WrongSize(int most) =>
        Problems.Of(Refusal.Invalid(new FieldError("take", $"take must be a number from 1 to {most}.")));

    /// <summary>The text form may name its entity, as people say it in Teams: "deals where ..."; the address names it already.</summary>
    private static string? Conditions(string? filter, string entity)
    {
        var text = filter?.Trim();
        if (text is null || !text.StartsWith(entity + " ", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var rest = text[entity.Length..].TrimStart();
        return rest.StartsWith("where ", StringComparison.OrdinalIgnoreCase) ? rest["where ".Length..] : rest;
    }

    private static async Task<Results<Ok<ListAnswer<TView>>, ProblemHttpResult>> AnswerAsync<TView>(
        string? take, Func<int, Task<Result<RecordList<TView>>>> run)
    {
        if (Size(take, Usual, Most) is not { } size)
        {
            return WrongSize(Most);
        }

        var found = await run(size);
        return found.Refusal is { } refusal
            ? Problems.Of(refusal)
            : TypedResults.Ok(Answer(found.Value));
    }

    private static ListAnswer<TView> Answer<TView>(RecordList<TView> list) => new(
        list.Items, list.Next, list.Total, list.TotalIsLowerBound, list.Filter,
        [.. list.Conditions.Select((text, i) => new ConditionAnswer(text, list.WithoutCondition.ElementAtOrDefault(i)))], list.Facets,
        list.Groups);
}
