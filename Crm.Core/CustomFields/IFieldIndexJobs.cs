namespace Crm.Core.CustomFields;

/// <summary>
/// Looks after the indexes of filterable custom fields. Only a host with the owner's connection has work; on others it does nothing.
/// </summary>
public interface IFieldIndexJobs
{
    /// <summary>Builds and drops what administrators marked and unmarked since the last run.</summary>
    Task KeepIndexesAsync(CancellationToken ct);
}
