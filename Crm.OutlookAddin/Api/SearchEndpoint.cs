using Crm.Core.Records;
using Crm.Core.Search;

namespace Crm.OutlookAddin.Api;

/// <param name="IsPartial">There may be more: looking everywhere would have taken too long.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchHit> Items, bool IsPartial);

/// <summary>One ranked list over all entities.</summary>
internal static class SearchEndpoint
{
    private const int Most = 20;

    public static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> GetAsync(
        Me me, UseCaseRunner useCases, string? q, string? take, CancellationToken ct)
    {
        if (ListEndpoints.Size(take, Most, Most) is not { } size)
        {
            return ListEndpoints.WrongSize(Most);
        }

        var found = await useCases.RunAsync<FindRecordsHandler, Result<FoundRecords>>(
            me.User, (h, token) => h.HandleAsync(new FindRecords(q), token), ct);
        return found.Refusal is { } refusal
            ? Problems.Of(refusal with { Fields = [.. refusal.Fields.Select(f => f with { Field = "q" })] })
            : TypedResults.Ok(new SearchAnswer([.. found.Value.Hits.Take(size)], found.Value.IsPartial));
    }
}
