namespace Crm.Core.History;

/// <summary>Shows one record with what belongs to it: for the API, and as its card shows it.</summary>
/// <param name="db">The tenant's records.</param>
/// <param name="record">The statements that read it.</param>
/// <param name="extras">What every record's card shows beside the record.</param>
public abstract class ShowRecordHandler<TShow, TView, TMore, TDetails>(
    ICrmDb db, OneRecord<TView, TMore> record, PageExtrasReader extras)
    where TShow : IShowRecord
    where TView : class, IRecordView
    where TMore : class, IPageFields
{
    protected ICrmDb Db { get; } = db;

    private Refusal NotThere => Refusal.NotFound(RecordWords.Singular(record.Kind));

    public async Task<Result<TDetails>> HandleAsync(TShow show, CancellationToken ct) =>
        await (await ViewAsync(show.Id, ct)).ThenAsync(view => DetailsAsync(view, ct));

    /// <summary>The record alone, as lists have it.</summary>
    public async Task<Result<TView>> ViewAsync(Guid id, CancellationToken ct) =>
        await record.ReadAsync(Db.Context, id, ct) is { } view ? view : NotThere;

    public async Task<Result<RecordPage<TDetails, TMore>>> PageAsync(TShow show, CancellationToken ct) =>
        await record.ReadWholeAsync(Db.Context, show.Id, ct) is var (view, more)
        ? new RecordPage<TDetails, TMore>(
            await DetailsAsync(view, ct), more,
            await extras.ReadAsync(record.Kind, view.Id, view.Version, more.Custom, show.Since, ct))
        : NotThere;

    protected abstract Task<TDetails> DetailsAsync(TView view, CancellationToken ct);
}
