using Crm.Core.Commands;
using Crm.Core.Editing;
using Crm.Core.Records;
using Microsoft.Net.Http.Headers;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// Changes to a record: PATCH sends only what is to be different, If-Match the version that the person saw. A stale one is 412 with both
/// sides, field by field, in "conflicts".
/// </summary>
internal static class ChangeEndpoints
{
    public static Task<Results<Ok<TView>, ProblemHttpResult>> FieldsAsync<THandler, TRecord, TView>(
        Guid id, Dictionary<string, JsonElement> fields, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct)
        where THandler : ChangeFieldsHandler<TRecord, TView>
        where TRecord : OwnedRecord
        where TView : IRecordView => AnswerAsync(
            http, version => useCases.ChangeAsync<THandler, TView>(
                me.User, ChangeRecord.Verb, (h, token) => h.SeenAsync(new FieldChanges(id, version, fields), token), ct),
            record => record.Version);

    public static Task<Results<Ok<RecordState>, ProblemHttpResult>> DeleteAsync(
        RecordKind kind, Guid id, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
        http, version => useCases.ChangeAsync<DeleteRecordHandler, RecordState>(
            me.User, DeleteRecord.Verb, (h, token) => h.HandleAsync(new DeleteRecord(kind, id, version), token), ct),
        record => record.Version);

    public static Task<Results<Ok<RecordState>, ProblemHttpResult>> RestoreAsync(
        RecordKind kind, Guid id, Me me, UseCaseRunner useCases, HttpContext http, CancellationToken ct) => AnswerAsync(
        http, _ => useCases.ChangeAsync<RestoreRecordHandler, RecordState>(
            me.User, RestoreRecord.Verb, (h, token) => h.HandleAsync(new RestoreRecord(kind, id), token), ct),
        record => record.Version);

    private static async Task<Results<Ok<T>, ProblemHttpResult>> AnswerAsync<T>(
        HttpContext http, Func<int?, Task<Result<T>>> run, Func<T, int> version)
    {
        var typed = http.Request.Headers.IfMatch.ToString();
        int? seen = null;
        if (typed.Length > 0 && typed != "*")
        {
            if (!EntityTagHeaderValue.TryParse(typed, out var tag) || !int.TryParse(tag.Tag.AsSpan().Trim('"'), out var number))
            {
                return Problems.Of(
                    Refusal.Invalid(new FieldError("If-Match", "If-Match carries the version that was read, as the ETag gave it: \"3\".")));
            }

            seen = number;
        }

        var done = await run(seen);
        if (done.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        http.Response.Headers.ETag = $"\"{version(done.Value)}\"";
        return TypedResults.Ok(done.Value);
    }
}
