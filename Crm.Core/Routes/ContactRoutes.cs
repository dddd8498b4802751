using Crm.Core.Contacts;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;
using static Crm.Core.Routes.RecordLines;

namespace Crm.Core.Routes;

/// <summary>Contacts.</summary>
internal static class ContactRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (NewContactHandler h, NewContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(ContactForm.For(form))).LeadingToChange(),
        Route.Change(
            (SubmitContactHandler h, CreateContact r, CancellationToken ct) => h.AskingFirstAsync(r, ct),
            (_, id, _) => Redirect(new ShowContact(id)),
            (typed, why) => why.IsAlike
                ? Redirect(new ShowContactDuplicates(typed))
                : Unmade(CreateContact.Verb, typed, why, Redirect(new NewContact(typed, why)))),
        Route.Of(
            (ShowContactDuplicatesHandler h, ShowContactDuplicates r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Show(ContactDuplicatesCard.For(view))).LeadingToChange(),
        Route.Change(
            CreateContact.AnywayVerb,
            (SubmitContactHandler h, CreateContact r, CancellationToken ct) => h.AnywayAsync(r, ct),
            (_, id, _) => Redirect(new ShowContact(id)),
            (typed, why) => Unmade(CreateContact.Verb, typed, why, Redirect(new NewContact(typed, why)))),
        Route.Of(
            (ShowContactHandler h, ShowContact r, CancellationToken ct) => h.PageAsync(r, ct),
            (r, c, reader) => Live(ContactCard.For(c, reader), new ShowContact(r.Id))),
        Route.Of(
            (ConfirmErasureHandler h, ConfirmErasure r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, erasure, reader) => Show(ErasureCards.Confirm(erasure, reader))).LeadingToChange(),
        Route.Change(
            (EraseContactHandler h, EraseContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, erasure, reader) => Show(ErasureCards.Done(erasure, reader))),
        OnCard(
            RecordKind.Contact, (MakePrimaryContactHandler h, MakePrimaryContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            r => (r.Id, r.Version)),
        Route.Change(
            (AddAddressHandler h, AddAddress r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, added, _) => Redirect(new ShowContact(added.ContactId)),
            (r, why) => Stale(RecordKind.Contact, r.Id, r.Version, why)),
        List(
            RecordKind.Contact, (BrowseRecordsHandler h, ListContacts r, CancellationToken ct) => h.ContactsAsync(r, ct),
            ContactListCard.For),
        Compare((ChooseMergeHandler h, ChooseMerge r, CancellationToken ct) => h.HandleAsync(r, ct), MergeCards.Choose, MergeCards.Preview),
        Merge(
            (MergeContactsHandler h, MergeContacts r, CancellationToken ct) => h.HandleAsync(r, ct), MergeCards.Done,
            r => Redirect(new ChooseMerge(r.KeepId, r.MergeId.ToString()))),
        Route.Change(
            (UndoMergeHandler h, UndoMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, _) => Redirect(new ShowContact(done.KeptId))),
    ];
}
