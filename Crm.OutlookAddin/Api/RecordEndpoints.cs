using Crm.Core.Records;

namespace Crm.OutlookAddin.Api;

/// <summary>One record with what belongs to it. The ETag is the record's version: what a later change names in If-Match.</summary>
internal static class RecordEndpoints
{
    public static Delegate Of<THandler, TDetails>(
        Func<THandler, Guid, CancellationToken, Task<Result<TDetails>>> show, Func<TDetails, IRecordView> record)
        where THandler : notnull =>
        async Task<Results<Ok<TDetails>, ProblemHttpResult>> (
            Guid id, Me me, UseCaseRunner useCases, HttpResponse response, CancellationToken ct) =>
        {
            var found = await useCases.RunAsync<THandler, Result<TDetails>>(me.User, (handler, token) => show(handler, id, token), ct);
            if (found.Refusal is { } refusal)
            {
                return Problems.Of(refusal);
            }

            response.Headers.ETag = $"\"{record(found.Value).Version}\"";
            return TypedResults.Ok(found.Value);
        };
}
