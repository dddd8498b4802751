using Crm.Data.Migrations;
using Crm.Demo.LargeFirm;

namespace Crm.Cli.Db;

/// <summary>An invented firm of fifty, made and filled in a tenant of its own.</summary>
public sealed class LargeFirmWork(string owner)
{
    /// <summary>The tenant with its migrated schema; both may be there already.</summary>
    public async Task MakeAsync(FirmSize size, CancellationToken ct)
    {
        await new Migrator(owner, TimeProvider.System).AddTenantAsync(size.TenantId, size.FirmName, size.Schema, null, ct);
    }

    public async Task SeedAsync(FirmSize size, bool reset, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        await MakeAsync(size, ct);
        await Say.BarsAsync(
            told => new LargeFirmSeed(owner, TimeProvider.System).RunAsync(size, reset, p => told(p.Step, p.Done, p.Total), ct));
        Say.Done(
            $"{size.FirmName} ({size.Schema}): {FirmSize.Users} users, {size.Companies:N0} companies, "
                + $"{size.Contacts:N0} contacts, {size.Deals:N0} deals, "
            + $"{size.Activities:N0} activities in {TimeProvider.System.GetElapsedTime(began):m\\:ss} min.");
    }
}
