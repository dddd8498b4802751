using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Lists;
using Crm.Core.Routing;

namespace Crm.Core.Routes;

/// <summary>Where a use case leads: to a card, or on to another request.</summary>
internal static class Outcomes
{
    public static Answer Show(AdaptiveCard card) => new Answer.Show(card);

    /// <summary>A card that shows records: it says as of when.</summary>
    public static Answer Live(AdaptiveCard card, object? again = null) => new Answer.Show(card, IsLive: true, again);

    /// <summary>
    /// A press on a card that was out of date: nothing was done, and the record is shown as it stands, with what was changed since.
    /// </summary>
    public static Answer Stale(RecordKind kind, Guid id, int? seen, Refusal why) =>
        why is { Kind: RefusalKind.Conflict, CurrentVersion: not null }
        ? Redirect(new ShowRecord(kind, id, seen))
        : Show(NoticeCard.Refused(why));

    /// <summary>
    /// Whether the form that was sent helps on: it comes back as it was typed, with what is wrong or what somebody else saved.
    /// </summary>
    public static bool IsMended(Refusal why) => why.Kind is RefusalKind.Invalid or RefusalKind.Duplicate or RefusalKind.Conflict;

    /// <summary>A form whose company is none for sure is asked about it; else it comes back.</summary>
    /// <param name="form">The verb that sends it.</param>
    public static Answer Unmade<T>(string form, T typed, Refusal why, Answer back) => why.IsUnknownCompany
        ? Redirect(new ChooseTypedCompany(form, JsonSerializer.SerializeToElement(typed, CardJson.Options)))
        : back;

    public static Answer Redirect(string verb, object data) => new Answer.Redirect(verb, data);

    public static Answer Redirect<T>(T request)
        where T : ICardRequest => new Answer.Redirect(T.Verb, request);

    public static Answer Redirect(ShowRecord record) => record.Kind switch
    {
        RecordKind.Company => Redirect(new ShowCompany(record.Id, record.Since)),
        RecordKind.Contact => Redirect(new ShowContact(record.Id, record.Since)),
        RecordKind.Deal => Redirect(new ShowDeal(record.Id, record.Since)),
        RecordKind.Activity => Redirect(new ShowActivity(record.Id, record.Since)),
    };

    /// <summary>
    /// A filter that was not understood is mended where it was typed; a page that is not there any more is the first one.
    /// </summary>
    public static Answer Mend(RecordKind kind, string? filter, Refusal why, object first, string verb) =>
        why.For("filter") is not null ? Redirect(new EditFilter(kind, filter, ""))
        : why.For("after") is not null ? Redirect(verb, first)
        : Show(NoticeCard.Refused(why));

    /// <summary>What the form sent comes back in it; where two people met, both sides do.</summary>
    public static Answer Refused(ChangeRecord change, Refusal why)
    {
        var typed = JsonSerializer.SerializeToElement(change.Fields, CardJson.Options);
        return why.IsUnknownCompany ? Unmade(ChangeRecord.Verb, change, why, Show(NoticeCard.Refused(why)))
            : why.Conflicts.Count > 0 ? Conflict(change.Kind, change.Id, why, typed)
            : why.Kind is RefusalKind.Invalid or RefusalKind.Duplicate
            ? Redirect(new EditRecord(change.Kind, change.Id, change.Version, change.Was, typed, why))
            : Show(NoticeCard.Refused(why));
    }

    public static Answer Conflict(RecordKind kind, Guid id, Refusal why, JsonElement mine)
    {
        var theirs = why.Conflicts.Select(c => c.Field).ToHashSet(StringComparer.Ordinal);
        var values = new FormValues(FormValues.Nest(mine));
        var contested = FormValues.Nest(JsonSerializer.SerializeToElement(theirs.ToDictionary(f => f, f => values[f])));
        return Redirect(new ShowConflict(kind, id, why.CurrentVersion ?? 0, why.Conflicts, contested));
    }
}
