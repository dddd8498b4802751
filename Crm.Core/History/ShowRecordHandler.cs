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

    public async Task<Result<TDetails>> HandleAsync(TShow show, CancellationToken ct)
    {
        TView? found = null;
        var details = Details(show.Id, ct);
        await Db.ReadBatchAsync(
            [async () => found = await record.ReadAsync(Db.Context, show.Id, ct), .. details.Queries], endsHere: false, ct);
        return found is { } view ? await details.AnswerAsync(view, ct) : NotThere;
    }

    /// <summary>The record alone, as lists have it.</summary>
    public async Task<Result<TView>> ViewAsync(Guid id, CancellationToken ct) =>
        await record.ReadAsync(Db.Context, id, ct) is { } view ? view : NotThere;

    public Task<Result<RecordPage<TDetails, TMore>>> PageAsync(TShow show, CancellationToken ct) =>
        Page(show.Id, show.Since, ct).RunAsync(Db, ct);

    /// <summary>What its card shows, for a batch that asks more than that.</summary>
    public BatchedRead<Result<RecordPage<TDetails, TMore>>> Page(RecordId id, int? since, CancellationToken ct)
    {
        WithPageFields<TView, TMore>? whole = null;
        var (details, more) = (Details(id, ct), extras.Of(record.Kind, id, since, ct));
        return new BatchedRead<Result<RecordPage<TDetails, TMore>>>(
            [
                async () => whole = (await record.Whole.Read(Db.Context, id).ToListAsync(ct)).SingleOrDefault(),
                .. details.Queries, .. more.Queries,
            ],
            async token => whole is var (view, fields)
                ? new RecordPage<TDetails, TMore>(
                    await details.AnswerAsync(view, token), fields,
                    await more.AnswerAsync(new PageHead(view.Id, view.Version, fields.Custom), token))
                : NotThere);
    }

    /// <summary>What belongs to the record.</summary>
    protected abstract BatchedPart<TView, TDetails> Details(RecordId id, CancellationToken ct);
}
