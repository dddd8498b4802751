namespace Crm.Core.Views;

public sealed record DeleteView(Guid Id) : ICardRequest
{
    public static string Verb => "view.delete";
}

public sealed class DeleteViewHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(DeleteView delete, CancellationToken ct)
    {
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.Id == delete.Id && v.OwnerId == user.Id && !v.IsDeleted, ct);
        if (view is null)
        {
            return Refusal.NotFound("view");
        }

        view.Delete(user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : view.Id;
    }
}
