namespace Crm.Core.Views;

/// <summary>A list of which nothing was asked: the team's default view of it if there is one, else every record.</summary>
public sealed record OpenList(RecordKind Kind) : ICardRequest
{
    public static string Verb => "list.open";
}

/// <param name="Filter">Null for every record.</param>
public sealed record ListBegins(string? Filter, string? Sort);

public sealed class OpenListHandler(ICrmDb db)
{
    /// <summary>Of several defaults the one that was set last.</summary>
    public async Task<Result<ListBegins>> HandleAsync(OpenList open, CancellationToken ct)
    {
        var entity = open.Kind.ToString().ToLowerInvariant();
        return await db.SavedViews.Where(v => v.Entity == entity && v.Scope == ViewScope.TeamDefault && !v.IsDeleted)
            .OrderByDescending(v => v.UpdatedAt).ThenByDescending(v => v.Id).Select(v => new ListBegins(v.Filter, v.Sort))
            .FirstOrDefaultAsync(ct) ?? new ListBegins(null, null);
    }
}
