using System.Globalization;
using Crm.Core;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Filtering;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.OutlookAddin.Api;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last one.</param>
/// <param name="TotalIsLowerBound">Counting stopped there: there are more.</param>
internal sealed record ListAnswer<TView>(IReadOnlyList<TView> Items, string? Next, int Total, bool TotalIsLowerBound);

/// <summary>Filtered lists; <c>filter</c> is the text form of the filter language, its order included.</summary>
internal static class ListEndpoints
{
    private const int Usual = 50;
    private const int Most = 200;

    public static Task<Results<Ok<ListAnswer<CompanyView>>, ProblemHttpResult>> CompaniesAsync(
        Me me, UseCases useCases, string? filter, string? after, string? take, CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListCompaniesHandler, Result<RecordList<CompanyView>>>(
                me.User, (h, token) => h.HandleAsync(new ListCompanies(Conditions(filter, "companies"), after, size), token), ct));

    public static Task<Results<Ok<ListAnswer<ContactView>>, ProblemHttpResult>> ContactsAsync(
        Me me, UseCases useCases, string? filter, string? after, string? take, CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListContactsHandler, Result<RecordList<ContactView>>>(
                me.User, (h, token) => h.HandleAsync(new ListContacts(Conditions(filter, "contacts"), after, size), token), ct));

    public static Task<Results<Ok<ListAnswer<DealView>>, ProblemHttpResult>> DealsAsync(
        Me me, UseCases useCases, string? filter, string? after, string? take, CancellationToken ct) => AnswerAsync(
            take, async size =>
            {
                var deals = await useCases.RunAsync<ListDealsHandler, Result<DealList>>(
                    me.User, (h, token) => h.HandleAsync(new ListDeals(Conditions(filter, "deals"), after, size), token), ct);
                return deals.Refusal is { } refusal ? (Result<RecordList<DealView>>)refusal : deals.Value.Page;
            });

    public static Task<Results<Ok<ListAnswer<ActivityView>>, ProblemHttpResult>> ActivitiesAsync(
        Me me, UseCases useCases, string? filter, string? after, string? take, CancellationToken ct) => AnswerAsync(
            take, size => useCases.RunAsync<ListActivitiesHandler, Result<RecordList<ActivityView>>>(
                me.User, (h, token) => h.HandleAsync(new ListActivities(Conditions(filter, "activities"), after, size), token), ct));

    /// <summary>Null when <paramref name="typed"/> is no number that fits.</summary>
    public static int? Size(string? typed, int usual, int most) =>
        string.IsNullOrEmpty(typed) ? usual
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 1 && size <= most ? size
        : null;

    public static ProblemHttpResult WrongSize(int most) => Problems.Of(Refusal.Invalid(new FieldError("take", $"take must be a number from 1 to {most}.")));

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
            : TypedResults.Ok(new ListAnswer<TView>(found.Value.Items, found.Value.Next, found.Value.Total, found.Value.TotalIsLowerBound));
    }
}
