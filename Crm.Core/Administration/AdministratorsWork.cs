namespace Crm.Core.Administration;

/// <summary>What only an administrator changes.</summary>
internal static class AdministratorsWork
{
    /// <param name="db">The tenant's tables.</param>
    /// <param name="user">Who wants to remove it.</param>
    /// <param name="work">What it belongs to: "the pipeline".</param>
    /// <param name="which">The one that is meant.</param>
    /// <param name="what">What it is called: "stage".</param>
    /// <param name="refusal">Why it stays; null when it goes.</param>
    /// <param name="ct">Cancels the removal.</param>
    /// <returns>Null once it is removed.</returns>
    public static async Task<Refusal?> RemoveAsync<T>(
        this ICrmDb db, CurrentUser user, string work, IQueryable<T> which, string what, Func<T, Task<Refusal?>> refusal,
        CancellationToken ct)
        where T : class
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork(work);
        }

        if (await which.SingleOrDefaultAsync(ct) is not { } found)
        {
            return Refusal.NotFound(what);
        }

        if (await refusal(found) is { } no)
        {
            return no;
        }

        db.Context.Remove(found);
        return await db.SaveAsync(ct);
    }
}
