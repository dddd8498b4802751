namespace Crm.Core.Views;

/// <summary>Every view that the caller may use, of all kinds of records.</summary>
public sealed record ShowViews : ICardRequest
{
    public static string Verb => "views";
}

public sealed class ShowViewsHandler(ICrmDb db, CurrentUser user)
{
    private const int MostViews = 200;

    public async Task<Result<IReadOnlyList<ViewSeen>>> HandleAsync(ShowViews show, CancellationToken ct)
    {
        var all = new List<ViewSeen>();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            all.AddRange(await OfAsync(kind, ct));
        }

        return all;
    }

    private async Task<IEnumerable<ViewSeen>> OfAsync(RecordKind kind, CancellationToken ct)
    {
        var entity = kind.ToString().ToLowerInvariant();
        var views = await db.SavedViews.AsNoTracking().Where(v => v.Entity == entity && !v.IsDeleted)
            .OrderBy(v => v.Name).ThenBy(v => v.Id).Take(MostViews).ToListAsync(ct);
        return views.Select(v => ViewSeen.Of(v, user));
    }
}
