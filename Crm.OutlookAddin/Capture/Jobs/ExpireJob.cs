namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Each night: captured items that are older than their organisation keeps them go, some at a time.</summary>
internal sealed class ExpireJob(IMailboxDirectory mailboxes, UseCaseRunner useCases)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var tenant in (await mailboxes.AllAsync(ct)).GroupBy(m => m.User.Tenant.Id))
        {
            while (await useCases.RunAsync(
                tenant.First().User, (ExpireCapturedHandler h, CancellationToken c) => h.HandleAsync(c), ct) == ExpireCapturedHandler.Batch)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }
}
