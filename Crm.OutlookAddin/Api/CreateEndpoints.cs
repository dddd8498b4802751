using Crm.Core.Cards;
using Crm.Core.Commands;
using Crm.Core.Records;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// New records by the use cases that the cards' forms press: 201 with the record, where it is and the version it begins with.
/// </summary>
internal static class CreateEndpoints
{
    /// <param name="place">The path of records of this kind: "companies".</param>
    /// <param name="create">Makes the record, and says its id.</param>
    /// <param name="see">Reads it as everybody does.</param>
    public static Delegate Of<THandler, TRequest, TReader, TView>(
        string place, Func<THandler, TRequest, CancellationToken, Task<Result<Guid>>> create,
        Func<TReader, Guid, CancellationToken, Task<Result<TView>>> see)
        where THandler : IChangesData
        where TRequest : class, ICardRequest
        where TReader : notnull
        where TView : IRecordView =>
        async Task<Results<Created<TView>, ProblemHttpResult>> (
            Typed<TRequest> typed, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) =>
        {
            if (typed.Wrong is { } wrong)
            {
                return Problems.Of(wrong);
            }

            var made = await useCases.ChangeAsync<THandler, Guid>(
                me.User, TRequest.Verb, (handler, token) => create(handler, typed.Value!, token), ct);
            if (made.Refusal is { } refused)
            {
                return Problems.Of(refused);
            }

            var seen = await useCases.RunAsync<TReader, Result<TView>>(
                me.User, (reader, token) => see(reader, made.Value, token), ct);
            if (seen.Refusal is { } gone)
            {
                return Problems.Of(gone);
            }

            http.Response.Headers.ETag = $"\"{seen.Value.Version}\"";
            return TypedResults.Created($"/api/{place}/{seen.Value.Id}", seen.Value);
        };
}
