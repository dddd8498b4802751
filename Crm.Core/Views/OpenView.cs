namespace Crm.Core.Views;

/// <summary>A view's list, as it stands now.</summary>
public sealed record OpenView(Guid Id) : ICardRequest
{
    public static string Verb => "view.open";
}

public sealed class OpenViewHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<ViewSeen>> HandleAsync(OpenView open, CancellationToken ct)
    {
        var view = await db.SavedViews.AsNoTracking().SingleOrDefaultAsync(v => v.Id == open.Id && !v.IsDeleted, ct);
        return view is null ? Refusal.NotFound("view")
            : ViewSeen.Of(view, user);
    }
}
