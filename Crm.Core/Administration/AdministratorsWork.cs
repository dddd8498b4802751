namespace Crm.Core.Administration;

/// <summary>What only an administrator changes.</summary>
internal static class AdministratorsWork
{
    /// <param name="user">Who wants to change it.</param>
    /// <param name="work">What it belongs to: "the pipeline".</param>
    /// <param name="which">The one that is meant.</param>
    /// <param name="what">What it is called: "stage".</param>
    /// <param name="ct">Cancels the reading.</param>
    public static async Task<Result<T>> FindAsync<T>(
        this CurrentUser user, string work, IQueryable<T> which, string what, CancellationToken ct)
        where T : class
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork(work);
        }

        return await which.SingleOrDefaultAsync(ct) is { } found ? found : Refusal.NotFound(what);
    }
}
