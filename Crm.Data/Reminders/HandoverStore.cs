using Crm.Core.Reminders;
using Crm.Data.Tenants;

namespace Crm.Data.Reminders;

/// <summary>
/// Takes what the trigger on deals wrote; a told row is taken out, and one whose person could not be reached for a day.
/// </summary>
internal sealed class HandoverStore(NpgsqlDataSource database, TenantRegistry tenants) : ProactiveStore<Handover>(
    database, tenants,
    $"""
    with late as (delete from deal_handovers where given_at < now() - interval '1 day'),
    taken as (
      update deal_handovers set held_until = now() + $2
       where deal_id in (select deal_id from deal_handovers
                          where to_user = any($1) and given_at >= now() - interval '1 day' and (held_until is null or held_until < now())
                          order by given_at, deal_id limit $3 for update skip locked)
      returning deal_id, to_user, by_user, given_at)
    select {ReachablePeople.Columns}, coalesce(g.name, g.email), t.deal_id, t.given_at
      from taken t join users u on u.id = t.to_user left join users g on g.id = t.by_user where u.is_active and not u.is_deleted
     order by t.given_at, t.deal_id
    """,
    most: 1_000)
{
    public override Task SentAsync(Handover message, CancellationToken ct) => WriteAsync(
        ReachablePeople.Bot(message.Person.Tenant), "delete from deal_handovers where deal_id = $1 and given_at = $2", ct,
        message.DealId, message.GivenAt);

    protected override Handover Read(CurrentUser person, NpgsqlDataReader row)
    {
        const int First = ReachablePeople.ColumnCount;
        return new Handover(
            person, row.IsDBNull(First) ? null : row.GetString(First), row.GetGuid(First + 1),
            row.GetFieldValue<DateTimeOffset>(First + 2));
    }
}
