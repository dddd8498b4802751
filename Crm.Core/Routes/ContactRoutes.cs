using Crm.Core.Contacts;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

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
            (ContactPageHandler h, ShowContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, c, reader) => Live(ContactCard.For(c, reader), new ShowContact(r.Id))),
        Route.Of(
            (ConfirmErasureHandler h, ConfirmErasure r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, erasure, reader) => Show(ErasureCards.Confirm(erasure, reader))).LeadingToChange(),
        Route.Change(
            (EraseContactHandler h, EraseContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, erasure, reader) => Show(ErasureCards.Done(erasure, reader))),
        Route.Change(
            (MakePrimaryContactHandler h, MakePrimaryContact r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowContact(id)),
            (r, why) => Stale(RecordKind.Contact, r.Id, r.Version, why)),
        Route.Of(
            (BrowseRecordsHandler h, ListContacts r, CancellationToken ct) => h.ContactsAsync(r, ct),
            (_, list, reader) => Live(ContactListCard.For(list, reader)),
            (r, why) => Mend(RecordKind.Contact, r.Filter, why, r with { After = null, From = 1 }, ListContacts.Verb)),
        Route.Of(
            (ChooseMergeHandler h, ChooseMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, preview, reader) => preview.Merged is null
                ? Show(MergeCards.Choose(preview))
                : Live(MergeCards.Preview(preview, reader))).LeadingToChange(),
        Route.Change(
            (MergeContactsHandler h, MergeContacts r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, reader) => Show(MergeCards.Done(done, reader)),
            (r, why) => why.Kind is RefusalKind.Conflict
                ? Redirect(new ChooseMerge(r.KeepId, r.MergeId.ToString()))
                : Show(NoticeCard.Refused(why))),
        Route.Change(
            (UndoMergeHandler h, UndoMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, _) => Redirect(new ShowContact(done.KeptId))),
    ];
}
