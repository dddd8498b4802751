using Crm.Core.Input;
using Crm.Core.ItemContext;

namespace Crm.OutlookAddin.Api;

/// <summary>One of the mails that are selected in the list, as Office.js describes it: who is on it, it does not say.</summary>
internal sealed record SelectedItem(string? InternetMessageId = null, string? RestId = null, string? Subject = null);

internal sealed record SelectionRequest(IReadOnlyList<SelectedItem>? Items = null);

internal sealed record SelectedPersonAnswer(string? Email, string? Name, PersonIs Kind, Guid? ContactId, string? Company);

/// <param name="People">Without colleagues; empty where the mailbox cannot be asked.</param>
/// <param name="Capture">Null where nothing has been decided about it.</param>
internal sealed record SelectedItemAnswer(
    string? InternetMessageId, string? RestId, string? Subject, IReadOnlyList<SelectedPersonAnswer> People, CaptureAnswer? Capture);

internal sealed record SelectionAnswer(IReadOnlyList<SelectedItemAnswer> Items);

/// <summary>Who is on the mails that are selected in the list, and which of them were captured.</summary>
internal static class SelectionEndpoint
{
    public static async Task<Results<Ok<SelectionAnswer>, ProblemHttpResult>> PostAsync(
        SelectionRequest asked, Me me, UseCaseRunner useCases, OpenItem mailbox, CancellationToken ct)
    {
        List<SelectedItem> items = [.. (asked.Items ?? []).OfType<SelectedItem>()];
        if (items.Count > RecogniseSelection.Most)
        {
            return Problems.Of(
                Refusal.Invalid(new FieldError("items", $"At most {RecogniseSelection.Most} items can be looked at together.")));
        }

        var read = await mailbox.MailsAsync(me.User, [.. items.Select(i => i.RestId).OfType<string>().Distinct()], ct);
        var mails = items.Select(item => read.GetValueOrDefault(item.RestId ?? "") is { } mail
            ? new SelectedMail(
                mail.InternetMessageId ?? item.InternetMessageId,
                [.. mail.Participants.Select(p => new PersonSeen(p.Address, p.Name, UpperSnakeCase.Of(p.Kind).ToLowerInvariant()))])
            : new SelectedMail(item.InternetMessageId, []));
        var request = new RecogniseSelection([.. mails]) { Own = await mailbox.AddressesAsync(me.User, ct) };
        var found = await useCases.RunAsync(
            me.User, (RecogniseSelectionHandler h, CancellationToken token) => h.HandleAsync(request, token), ct);
        return TypedResults.Ok(new SelectionAnswer([.. items.Zip(found, Answer)]));
    }

    private static SelectedItemAnswer Answer(SelectedItem item, RecognisedMail mail) => new(
        item.InternetMessageId, item.RestId, item.Subject,
        [.. mail.People.Where(p => p.Kind is not PersonKind.Colleague)
            .Select(p => new SelectedPersonAnswer(p.Email, p.Name, ContextEndpoint.Kind(p.Kind), p.ContactId, p.Company))],
        mail.Capture is { } c ? CaptureAnswer.Of(c.Outcome, c.Reason, c.ActivityId) : null);
}
