using Crm.Core;
using Crm.Core.Capture;
using Crm.Core.UseCases;
using Microsoft.AspNetCore.Http.HttpResults;
using Why = Crm.Core.Capture.CaptureExplanation;

namespace Crm.OutlookAddin.Api;

/// <summary>Why a mail of the caller's own mailbox is, or is not, in the CRM.</summary>
internal static class CaptureEndpoint
{
    public static async Task<Results<Ok<Why>, ProblemHttpResult>> WhyAsync(
        Me me, UseCaseRunner useCases, MailFolderLookup where, string? internetMessageId, CancellationToken ct)
    {
        var why = await useCases.RunAsync<WhyCapturedHandler, Result<Why>>(
            me.User, (handler, token) => handler.HandleAsync(new WhyCaptured(internetMessageId), token), ct);
        return why.Refusal is { } refusal ? Problems.Of(refusal)
            : TypedResults.Ok(await where.ExplainAsync(me.User, why.Value, internetMessageId!, ct));
    }
}
