using Crm.Core.Cards;
using Crm.Core.Search;

namespace Crm.OutlookAddin.Api;

internal sealed record ChoicesAnswer(IReadOnlyList<Choice> Choices);

/// <summary>What an input offers while somebody types into it; what Teams asks by application/search.</summary>
internal static class ChoicesEndpoint
{
    public static async Task<Results<Ok<ChoicesAnswer>, ProblemHttpResult>> GetAsync(
        Me me, UseCaseRunner useCases, string? dataset, string? q,
        CancellationToken ct)
    {
        var found = await useCases.RunAsync<FindChoicesHandler, Result<IReadOnlyList<Choice>>>(me.User,
            (h, token) => h.HandleAsync(new FindChoices(dataset, q), token), ct);
        return found.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(new ChoicesAnswer(found.Value));
    }
}
