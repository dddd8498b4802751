using Crm.Core.CaptureControl;
using Crm.Core.Commands;
using Crm.OutlookAddin.Capture.Jobs;
using Why = Crm.Core.Capture.CaptureExplanation;

namespace Crm.OutlookAddin.Api;

/// <summary>How capture stands, what it is to do, and why a mail is, or is not, in the CRM.</summary>
internal static class CaptureEndpoint
{
    public static async Task<Results<Ok<CaptureView>, ProblemHttpResult>> GetAsync(Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.RunAsync<ShowCaptureHandler, Result<CaptureView>>(
            me.User, (handler, token) => handler.HandleAsync(new ShowCapture(), token), ct));

    public static async Task<Results<Ok<IReadOnlyList<MailboxStanding>>, ProblemHttpResult>> MailboxesAsync(
        Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.RunAsync<ShowMailboxesHandler, Result<IReadOnlyList<MailboxStanding>>>(
            me.User, (handler, token) => handler.HandleAsync(new ShowMailboxes(), token), ct));

    public static async Task<Results<Ok<PolicyPreview>, ProblemHttpResult>> PreviewAsync(
        PreviewPolicy policy, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.RunAsync<PreviewPolicyHandler, Result<PolicyPreview>>(
            me.User, (handler, token) => handler.HandleAsync(policy, token), ct));

    public static async Task<Results<Ok<PolicySaved>, ProblemHttpResult>> SaveAsync(
        SavePolicy policy, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.ChangeAsync<SavePolicyHandler, PolicySaved>(
            me.User, SavePolicy.Verb, (handler, token) => handler.HandleAsync(policy, token), ct));

    public static async Task<Results<Ok<Disconnecting>, ProblemHttpResult>> DisconnectAsync(
        DisconnectMailbox leave, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.ChangeAsync<DisconnectMailboxHandler, Disconnecting>(
            me.User, DisconnectMailbox.Verb, (handler, token) => handler.HandleAsync(leave, token), ct));

    public static async Task<Results<Ok<Connected>, ProblemHttpResult>> ConnectAsync(
        Me me, UseCaseRunner useCases, ConnectedMailboxes connected, CancellationToken ct)
    {
        var answer = await useCases.ChangeAsync<ConnectMailboxHandler, Connected>(
            me.User, ConnectMailbox.Verb, (handler, token) => handler.HandleAsync(new ConnectMailbox(), token), ct);
        if (answer.Refusal is null)
        {
            await connected.ReadSoonAsync(me.User, ct);
        }

        return Answer(answer);
    }

    /// <summary>Lets the reading of older mail rest, or go on, and answers how capture stands then.</summary>
    public static async Task<Results<Ok<CaptureView>, ProblemHttpResult>> BackfillAsync(
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

        return await GetAsync(me, useCases, ct);
    }

    public static async Task<Results<Ok<Why>, ProblemHttpResult>> WhyAsync(
        Me me, UseCaseRunner useCases, MailFolderLookup where, string? internetMessageId, CancellationToken ct)
    {
        var why = await useCases.RunAsync<WhyCapturedHandler, Result<Why>>(
            me.User, (handler, token) => handler.HandleAsync(new WhyCaptured(internetMessageId), token), ct);
        return why.Refusal is { } refusal ? Problems.Of(refusal)
            : TypedResults.Ok(await where.ExplainAsync(me.User, why.Value, internetMessageId!, ct));
    }

    internal static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> result) =>
        result.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(result.Value);
}
