using Crm.Core.CustomFields;
using Microsoft.Extensions.Logging;

namespace Crm.Data.CustomFields;

/// <summary>Builds and drops what administrators marked and unmarked since the last run.</summary>
/// <param name="indexes">Null on a host without the owner's connection: hosts share their jobs, and it may be asked for another's.</param>
internal sealed partial class FieldIndexJob(ILogger<FieldIndexJob> log, CustomFieldIndexes? indexes = null) : IFieldIndexJobs
{
    public async Task KeepIndexesAsync(CancellationToken ct)
    {
        if (indexes is null)
        {
            return;
        }

        try
        {
            foreach (var step in await indexes.TryReconcileAsync(ct) ?? [])
            {
                Done(log, step.Schema, step.Outcome, step.SqlState);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Failed(log, failed);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The index of a custom field in {Schema}: {Outcome} {SqlState}")]
    private static partial void Done(ILogger log, string schema, IndexOutcome outcome, string? sqlState);

    [LoggerMessage(2, LogLevel.Error, "Looking after the indexes of custom fields failed; the next run comes by itself")]
    private static partial void Failed(ILogger log, Exception failure);
}
