using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>Takes requests for withheld words by ids alone (take_word_requests): no word is read here.</summary>
internal sealed class AccessRequestStore(NpgsqlDataSource database, TenantRegistry tenants) : ProactiveStore<AccessRequest>(
    database, tenants, ReachablePeople.TakenBy("take_word_requests", "request_id"), most: 1_000)
{
    public override Task SentAsync(AccessRequest message, CancellationToken ct) =>
        WriteAsync(ReachablePeople.Bot(message.Person.Tenant), "select told_word_request($1)", ct, message.RequestId);

    protected override AccessRequest Read(CurrentUser person, NpgsqlDataReader row) =>
        new(person, row.GetGuid(ReachablePeople.ColumnCount));
}
