using Crm.Data.CustomFields;

namespace Crm.Cli.Up;

/// <summary>
/// Builds the indexes of custom fields every minute beside the hosts, which face the web and do not get the owner's password.
/// </summary>
internal sealed class FieldIndexWatch(CustomFieldIndexes indexes)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Stopwatch since = Stopwatch.StartNew();

    public async Task LookAsync(CancellationToken ct)
    {
        if (since.Elapsed < Every)
        {
            return;
        }

        since.Restart();
        try
        {
            await indexes.TryReconcileAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: the next run goes on with it.
        }
        catch (NpgsqlException failed)
        {
            Say.Warn($"The indexes of custom fields wait: {failed.Message}");
        }
    }
}
