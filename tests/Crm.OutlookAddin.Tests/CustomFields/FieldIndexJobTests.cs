using Crm.Core.Administration;
using Crm.Core.CustomFields;
using Hangfire;

namespace Crm.OutlookAddin.Tests.CustomFields;

public sealed class FieldIndexJobTests
{
    private const string Indexes =
        "select count(*) from pg_class c join pg_index x on x.indexrelid = c.oid where c.relname like 'cf\\_%' and x.indisvalid";

    [Fact]
    public async Task A_field_marked_filterable_gets_its_index_from_the_hosts_job()
    {
        await using var rig = await CaptureRig.StartAsync(jobs: true);
        var admin = await rig.World.UserAsync("Ada Root", Role.Admin);
        var defined = await rig.World.RunAsync(
            admin, (DefineFieldHandler h, CancellationToken ct) =>
                h.DefineAsync(new DefineField(RecordKind.Deal, "Seats", "NUMBER", IsFilterable: true), ct));
        Assert.Null(defined.Refusal);

        rig.Services.GetRequiredService<IBackgroundJobClientV2>()
            .Enqueue<IFieldIndexJobs>(ICaptureJobs.Queue, job => job.KeepIndexesAsync(CancellationToken.None));

        await CaptureRig.UntilAsync(async () => await rig.World.TruthAsync<long>(Indexes) == 1, 30);
    }
}
