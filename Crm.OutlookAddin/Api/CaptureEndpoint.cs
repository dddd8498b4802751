using Crm.Core;
using Crm.Core.Capture;
using Crm.Core.CaptureControl;
using Crm.Core.Commands;
using Crm.Core.UseCases;
using Crm.OutlookAddin.Capture.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
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
        PolicyBody body, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.RunAsync<PreviewPolicyHandler, Result<PolicyPreview>>(
            me.User, (handler, token) => handler.HandleAsync(body.To(new PreviewPolicy()), token), ct));

    public static async Task<Results<Ok<PolicySaved>, ProblemHttpResult>> SaveAsync(
        PolicyBody body, Me me, UseCaseRunner useCases, CancellationToken ct) =>
        Answer(await useCases.ChangeAsync<SavePolicyHandler, PolicySaved>(
            me.User, SavePolicy.Verb,
            (handler, token) => handler.HandleAsync(body.To(new SavePolicy { IsRetroactive = body.Retroactive }), token), ct));

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

/// <summary>A whole policy: what it does not name is left to the organisation, or to the server's settings.</summary>
/// <param name="Whose">"own" (when nothing is said) or "organisation".</param>
/// <param name="Version">The version that was read, 0 for the first one; another is refused with 412.</param>
/// <param name="Mode">OFF, MANUAL, CHOSEN or ON.</param>
/// <param name="Body">NONE, PREVIEW or FULL.</param>
/// <param name="BulkMail">SKIP or LOG.</param>
/// <param name="PrivateMeetings">SKIP or LOG.</param>
/// <param name="NeverLog">Addresses and domains.</param>
/// <param name="InternalDomains">The organisation's own domains besides those of its users.</param>
/// <param name="PrivateCategories">Outlook categories that keep an item out.</param>
/// <param name="Chosen">Folders and categories that are captured while the mode is CHOSEN.</param>
/// <param name="LeaveOutFolders">Folders, with all that lies below them.</param>
/// <param name="Retroactive">Whether it counts for what was captured before.</param>
internal sealed record PolicyBody(
    string? Whose = null, int Version = 0, string? Mode = null, string? Body = null, string? BulkMail = null,
    string? PrivateMeetings = null,
    IReadOnlyList<string>? NeverLog = null, IReadOnlyList<string>? InternalDomains = null, IReadOnlyList<string>? PrivateCategories = null,
    IReadOnlyList<string>? Chosen = null, IReadOnlyList<string>? LeaveOutFolders = null, bool Retroactive = false)
{
    public T To<T>(T policy)
        where T : TypedPolicy => policy with
        {
            Whose = Whose, Version = Version, Mode = Mode, Body = Body, BulkMail = BulkMail, PrivateMeetings = PrivateMeetings,
            NeverLog = Lines(NeverLog), InternalDomains = Lines(InternalDomains), PrivateCategories = Lines(PrivateCategories),
            Chosen = Lines(Chosen), LeaveOutFolders = Lines(LeaveOutFolders),
        };

    private static string? Lines(IReadOnlyList<string>? entries) => entries is null ? null : string.Join('\n', entries);
}
