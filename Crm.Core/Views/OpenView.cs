using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Views;

/// <summary>
/// Asks under which name a filter is to be kept; <paramref name="Name"/> and <paramref name="Why"/> are what was typed before.
/// </summary>
public sealed record NameView(RecordKind Kind, string? Filter = null, string? Name = null, string? Scope = null, Refusal? Why = null)
    : ICardRequest
{
    public static string Verb => "view.name";
}

/// <summary>Every view that the caller may use, of all kinds of records.</summary>
public sealed record ShowViews : ICardRequest
{
    public static string Verb => "views";
}

/// <summary>A view's list, as it stands now.</summary>
public sealed record OpenView(Guid Id) : ICardRequest
{
    public static string Verb => "view.open";
}

/// <summary>A list of which nothing was asked: the team's default view of it if there is one, else every record.</summary>
public sealed record OpenList(RecordKind Kind) : ICardRequest
{
    public static string Verb => "list.open";
}

/// <param name="Filter">Null for every record.</param>
public sealed record ListBegins(string? Filter, string? Sort);

public sealed class OpenViewHandler(ICrmDb db, CurrentUser user, SavedViewsHandler views)
{
    public async Task<Result<ViewSeen>> OpenAsync(OpenView open, CancellationToken ct)
    {
        var view = await db.SavedViews.AsNoTracking().SingleOrDefaultAsync(v => v.Id == open.Id && !v.IsDeleted, ct);
        return view is null ? Refusal.NotFound("view")
            : new ViewSeen(view.Id, Enum.Parse<RecordKind>(view.Entity, ignoreCase: true), view.Name, view.Filter, view.Sort, view.Scope,
                view.OwnerId == user.Id, view.Version);
    }

    /// <summary>Of several defaults the one that was set last.</summary>
    public async Task<Result<ListBegins>> BeginAsync(OpenList open, CancellationToken ct)
    {
        var entity = open.Kind.ToString().ToLowerInvariant();
        return await db.SavedViews.Where(v => v.Entity == entity && v.Scope == ViewScope.TeamDefault && !v.IsDeleted)
            .OrderByDescending(v => v.UpdatedAt).ThenByDescending(v => v.Id).Select(v => new ListBegins(v.Filter, v.Sort))
            .FirstOrDefaultAsync(ct) ?? new ListBegins(null, null);
    }

    public async Task<Result<IReadOnlyList<ViewSeen>>> AllAsync(ShowViews show, CancellationToken ct)
    {
        var all = new List<ViewSeen>();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            all.AddRange((await views.ListAsync(new ListViews(kind), ct)).Value);
        }

        return all;
    }
}
