using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Input;

namespace Crm.Core.CaptureControl;

/// <summary>What is captured: the form, what it would change, and what it did.</summary>
public static class PolicyCards
{
    public static AdaptiveCard Form(PolicyForm form)
    {
        var (values, why) = (form.Values, form.Why);
        var title = form.IsOfOrganisation ? "What the organisation captures" : "What is captured from my mailbox";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(why),
            new TextBlock(form.IsOfOrganisation
                ? "It counts for every mailbox. A person can make it stricter for their own, never looser."
                : "You can keep more out than your organisation does, never less."),
            .. Choice(form, "What is captured", "mode", PolicyWords.Mode, form.Below.Mode, values.Mode),
            .. Lines("Only from these folders and categories", "chosen", values.Chosen, "Customers", why),
            .. Lines("Never log these addresses and domains", "neverLog", values.NeverLog, "ann@litware.com, litware.com", why),
            .. Lines("Leave these folders out", "leaveOutFolders", values.LeaveOutFolders, "Family", why),
            .. Lines("Keep these categories out", "privateCategories", values.PrivateCategories, "Personal", why),
            .. Choice(form, "Text that is kept of a mail", "body", PolicyWords.Body, form.Below.Body, values.Body),
            .. Choice(form, "Newsletters and bulk mail", "bulkMail", PolicyWords.Handling, form.Below.BulkMail, values.BulkMail),
            .. Choice(
                form, "Meetings marked private", "privateMeetings", PolicyWords.Handling, form.Below.PrivateMeetings,
                values.PrivateMeetings),
            .. form.IsOfOrganisation
                ? Lines("Our own domains, besides those of our users", "internalDomains", values.InternalDomains, "contoso.com", why)
                : [],
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<PreviewPolicy>("Show what it changes", new { whose = values.Whose, version = values.Version })
                    with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowCapture()),
            ],
            FallbackText = title,
        };
    }

    /// <param name="typed">Comes back in the buttons: what was shown is what is saved.</param>
    public static AdaptiveCard Preview(PreviewPolicy typed, PolicyPreview preview, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var concernsPast = preview.Removed > 0 || preview.ReadAgain > 0;
        return new AdaptiveCard(
        [
            Blocks.Title("What it changes"),
            new TextBlock("From now on it counts for every mail and meeting that is read."),
            new TextBlock(concernsPast
                ? "It can count for what was captured before, too:" : "Nothing that was captured before is concerned."),
            .. !concernsPast ? Array.Empty<Element>() :
            [
                Blocks.Facts(
                    ("Taken out of the CRM", preview.Removed == 0 ? null : Activities(preview.Removed, shown)),
                    ("Of those also in a colleague's mailbox", preview.OfColleagues == 0 ? null : shown.Count(preview.OfColleagues)),
                    ("Looked at again", preview.ReadAgain == 0 ? null : $"{shown.Count(preview.ReadAgain)} that were kept out")),
                Blocks.Subtle(preview.Removed == 0 ? "What becomes of them is in the ledger once they have been read."
                    : "What is taken out is gone, with its history. It stays in the mailbox."),
            ],
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Save", Saving(typed, isRetroactive: false)) with { Style = "positive" },
                .. concernsPast ? [ExecuteAction.Press("Save for the past as well", Saving(typed, isRetroactive: true))]
                    : Array.Empty<CardAction>(),
                ExecuteAction.Press("Back", new EditPolicy(typed.Whose ?? "own", typed)),
            ],
            FallbackText = $"Taken out: {preview.Removed}, looked at again: {preview.ReadAgain}",
        };
    }

    public static AdaptiveCard Saved(PolicySaved saved, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var past = !saved.IsRetroactive ? "What was captured before stays as it is."
            : $"{Activities(saved.Removed, shown)} taken out, {shown.Count(saved.ReadAgain)} kept out before are looked at again.";
        return NoticeCard.For(
            saved.Whose == TypedPolicy.Organisation ? "The organisation's policy is saved" : "Your policy is saved",
            $"It counts from now on. {past}", ExecuteAction.Press("Capture", new ShowCapture()));
    }

    private static SavePolicy Saving(TypedPolicy typed, bool isRetroactive) => new()
    {
        Whose = typed.Whose, Version = typed.Version, Mode = typed.Mode, Body = typed.Body, BulkMail = typed.BulkMail,
        PrivateMeetings = typed.PrivateMeetings, NeverLog = typed.NeverLog, InternalDomains = typed.InternalDomains,
        PrivateCategories = typed.PrivateCategories, Chosen = typed.Chosen, LeaveOutFolders = typed.LeaveOutFolders,
        IsRetroactive = isRetroactive,
    };

    private static string Activities(int count, ReaderFormat shown) => $"{shown.Count(count)} activit{(count == 1 ? "y" : "ies")}";

    private static IEnumerable<Element> Lines(string label, string id, string? value, string example, Refusal? why) => Blocks.Field(
        new TextInput(label)
            { Id = id, Value = value, IsMultiline = true, MaxLength = 4000, Placeholder = $"One a line, such as {example}" },
        why);

    /// <summary>A person is offered what is stricter than the organisation's; where nothing is, there is nothing to choose.</summary>
    private static IEnumerable<Element> Choice<T>(
        PolicyForm form, string label, string id, Func<T, string> words, T below, string? value)
        where T : struct, Enum
    {
        List<T> offered = [.. Enum.GetValues<T>().Where(v => form.IsOfOrganisation || Comparer<T>.Default.Compare(v, below) < 0).Reverse()];
        return offered.Count == 0 ? [] : Blocks.Field(
            new ChoiceSetInput(
                label,
                [
                    new Choice($"{(form.IsOfOrganisation ? "As the server is set" : "As the organisation says")}: {words(below)}",
                        TypedPolicy.AsBelow),
                    .. offered.Select(v => new Choice(words(v), UpperSnakeCase.Of(v))),
                ])
            { Id = id, Value = value ?? TypedPolicy.AsBelow },
            form.Why);
    }
}
