using Crm.Core.Editing;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Lines of the table that every kind of record has.</summary>
internal static class RecordLines
{
    /// <summary>A press on a record's card: the record is shown as it is then, and as it stands where the card was out of date.</summary>
    /// <param name="kind">Of the record.</param>
    /// <param name="handle">What is done.</param>
    /// <param name="card">Which record the card showed, in which version.</param>
    /// <param name="input">The input whose refusal brings its form back.</param>
    /// <param name="form">That form, with what was typed.</param>
    public static Route OnCard<THandler, TRequest>(
        RecordKind kind, Func<THandler, TRequest, CancellationToken, Task<Result<Guid>>> handle,
        Func<TRequest, (Guid Id, int? Version)> card, string input = "", Func<TRequest, Refusal, AdaptiveCard>? form = null)
        where THandler : IChangesData
        where TRequest : ICardRequest => Route.Change(
            handle,
            (_, id, _) => Redirect(new ShowRecord(kind, id)),
            (r, why) => form is not null && why.For(input) is not null
                ? Show(form(r, why))
                : Stale(kind, card(r).Id, card(r).Version, why));

    /// <summary>A list: what is wrong with its filter is mended, and a page that is gone is the first one.</summary>
    public static Route List<THandler, TRequest, TList>(
        RecordKind kind, Func<THandler, TRequest, CancellationToken, Task<Result<TList>>> handle,
        Func<TList, CurrentUser, AdaptiveCard> card)
        where THandler : notnull
        where TRequest : ListQuery, ICardRequest => Route.Of(
            handle,
            (_, list, reader) => Live(card(list, reader)),
            (r, why) => Mend(kind, r.Filter, why, r with { After = null, From = 1 }, TRequest.Verb));

    /// <summary>Two records of one kind become one: first which, then what would become of both.</summary>
    public static Route Compare<THandler, TRequest, TPreview>(
        Func<THandler, TRequest, CancellationToken, Task<Result<TPreview>>> handle, Func<TPreview, AdaptiveCard> choose,
        Func<TPreview, CurrentUser, AdaptiveCard> compare)
        where THandler : notnull
        where TRequest : ICardRequest
        where TPreview : IMergePreview => Route.Of(
            handle,
            (_, preview, reader) => preview.IsChosen ? Live(compare(preview, reader)) : Show(choose(preview))).LeadingToChange();

    /// <summary>The merge itself: where one of both was changed meanwhile, they are compared again.</summary>
    public static Route Merge<THandler, TRequest, TDone>(
        Func<THandler, TRequest, CancellationToken, Task<Result<TDone>>> handle, Func<TDone, CurrentUser, AdaptiveCard> done,
        Func<TRequest, Answer> again)
        where THandler : IChangesData
        where TRequest : ICardRequest, IMergeOfTwo => Route.Change(
            handle,
            (_, merged, reader) => Show(done(merged, reader)),
            (r, why) => why.Kind is RefusalKind.Conflict ? again(r) : Show(NoticeCard.Refused(why)));
}
