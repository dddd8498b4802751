using Crm.Core;
using Crm.Core.Capture;
using Crm.Core.UseCases;
using Crm.OutlookAddin.Capture.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Why = Crm.Core.Capture.CaptureExplanation;

namespace Crm.OutlookAddin.Api;

/// <summary>Capture of the caller's own mailbox: how it stands, and why a mail is, or is not, in the CRM.</summary>
internal static class CaptureEndpoint
{
    public static async Task<Results<Ok<CaptureStateView>, ProblemHttpResult>> StateAsync(
        Me me, UseCaseRunner useCases, CancellationToken ct) =>
        await useCases.RunAsync<ShowCaptureStateHandler, Result<CaptureStateView>>(
            me.User, (h, token) => h.HandleAsync(new ShowCaptureState(), token), ct) switch
        {
            { Refusal: { } refusal } => Problems.Of(refusal),
            var state => TypedResults.Ok(state.Value),
        };

    /// <summary>Lets the reading of older mail rest, or go on, and answers how capture stands then.</summary>
    public static async Task<Results<Ok<CaptureStateView>, ProblemHttpResult>> BackfillAsync(
        Me me, UseCaseRunner useCases, ICaptureSchedule schedule, StopBackfill stop, CancellationToken ct)
    {
        var folders = await useCases.RunAsync<StopBackfillHandler, Result<string[]>>(
            me.User, (h, token) => h.HandleAsync(stop, token), ct);
        if (folders.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        foreach (var folder in folders.Value)
        {
            await schedule.BackfillAtAsync(new Waiting(me.User.Tenant.Id, me.User.Id, folder), null, ct);
        }

        return await StateAsync(me, useCases, ct);
    }

    public static async Task<Results<Ok<Why>, ProblemHttpResult>> WhyAsync(
        Me me, UseCaseRunner useCases, MailFolderLookup where, string? internetMessageId, CancellationToken ct)
    {
        var why = await useCases.RunAsync<WhyCapturedHandler, Result<Why>>(
            me.User, (handler, token) => handler.HandleAsync(new WhyCaptured(internetMessageId), token), ct);
        return why.Refusal is { } refusal ? Problems.Of(refusal)
            : TypedResults.Ok(await where.ExplainAsync(me.User, why.Value, internetMessageId!, ct));
    }
}
