using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>What is captured: the form, what it would change, and what it did.</summary>
public static class PolicyCards
{
    public static AdaptiveCard Form(PolicyForm form)
    {
        var (values, why) = (form.Values, form.Why);
        var title = form.IsOfOrganisation ? "What the organisation captures"
            : form.Whose.TeamId is not null ? $"What is captured from the mailboxes of {Markdown.Short(form.Team, 60)}"
            : "What is captured from my mailbox";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(why),
            new TextBlock(
                form.IsOfOrganisation ? "It counts for every mailbox. A person can make it stricter for their own, never looser."
                : form.Whose.TeamId is not null
                    ? "A team can keep more out than the organisation does, never less, and each of its people more again."
                : "You can keep more out than your organisation does, never less."),
            .. PolicySettings.All.Where(s => form.IsOfOrganisation || !s.IsOfOrganisation).SelectMany(s => s.Input(form)),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<PreviewPolicy>(
                    "Show what it changes", new { whose = values.Whose, team = values.Team, version = values.Version })
                    with { Style = "positive" },
                form.Whose.TeamId is null ? ExecuteAction.Press("Cancel", new ShowCapture())
                    : ExecuteAction.Press("Cancel", new ShowTeams()),
            ],
            FallbackText = title,
        };
    }

    /// <param name="typed">Comes back in the buttons: what was shown is what is saved.</param>
    public static AdaptiveCard Preview(PreviewPolicy typed, PolicyPreview preview, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var concernsPast = preview.Removed + preview.ReadAgain + preview.Hidden + preview.Shown > 0;
        return new AdaptiveCard(
        [
            Blocks.Title("What it changes"),
            new TextBlock("From now on it counts for every mail and meeting that is read."),
            .. preview.Expiring == 0 ? Array.Empty<Element>() :
            [
                new TextBlock(
                    $"**{Activities(preview.Expiring, shown)}** captured before are older than that: they go in the coming night, and "
                    + "are not captured again. What people typed, deals and notes for instance, stays."),
            ],
            new TextBlock(concernsPast
                ? "It can count for what was captured before, too:" : "Nothing that was captured before is concerned."),
            .. !concernsPast ? Array.Empty<Element>() :
            [
                Blocks.Facts(
                    ("Taken out of the CRM", preview.Removed == 0 ? null : Activities(preview.Removed, shown)),
                    ("Of those also in a colleague's mailbox", preview.OfColleagues == 0 ? null : shown.Count(preview.OfColleagues)),
                    ("Looked at again", preview.ReadAgain == 0 ? null : $"{shown.Count(preview.ReadAgain)} that were kept out"),
                    ("New contacts", preview.ContactsAtMost == 0 ? null : $"{shown.Count(preview.ContactsAtMost)} at most"),
                    ("Others see less of", preview.Hidden == 0 ? null : Activities(preview.Hidden, shown)),
                    ("Others see more of", preview.Shown == 0 ? null : Activities(preview.Shown, shown))),
                .. preview.ContactsAtMost == 0 ? Array.Empty<Element>() :
                [
                    Blocks.Subtle(
                        "A mail makes one contact or none. How many it will be cannot be said before they are read: of mail that was kept "
                        + "out no address was kept. Contacts that are there stay, whatever is chosen."),
                ],
                .. preview.Removed > 0 ? [Blocks.Subtle("What is taken out is gone, with its history. It stays in the mailbox.")]
                    : preview.ReadAgain > 0 ? [Blocks.Subtle("What becomes of them is in the ledger once they have been read.")]
                    : Array.Empty<Element>(),
            ],
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Save", new SavePolicy(typed)) with { Style = "positive" },
                .. concernsPast ? [ExecuteAction.Press("Save for the past as well", new SavePolicy(typed) { IsRetroactive = true })]
                    : Array.Empty<CardAction>(),
                ExecuteAction.Press("Back", new EditPolicy(typed.Whose ?? "own", typed, Team: typed.Team)),
            ],
            FallbackText = $"Taken out: {preview.Removed}, looked at again: {preview.ReadAgain}",
        };
    }

    public static AdaptiveCard Saved(PolicySaved saved, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var past = !saved.IsRetroactive ? "What was captured before stays as it is."
            : $"{Activities(saved.Removed, shown)} taken out" + LookedAtAgain(saved.ReadAgain, shown) + "."
                + (saved.Hidden + saved.Shown == 0 ? ""
                    : $" Others see less of {Activities(saved.Hidden, shown)} and more of {Activities(saved.Shown, shown)}.");
        return NoticeCard.For(
            saved.Whose switch
            {
                TypedPolicy.Organisation => "The organisation's policy is saved",
                TypedPolicy.OfTeam => "The team's policy is saved",
                _ => "Your policy is saved",
            },
            $"It counts from now on. {past}", ExecuteAction.Press("Capture", new ShowCapture()));
    }

    private static string LookedAtAgain(int count, ReaderFormat shown) =>
        count == 0 ? "" : $", {shown.Count(count)} kept out before {(count == 1 ? "is" : "are")} looked at again";

    private static string Activities(int count, ReaderFormat shown) => $"{shown.Count(count)} activit{(count == 1 ? "y" : "ies")}";
}
