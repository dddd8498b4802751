namespace Crm.Benchmarks;

/// <summary>
/// The questions as somebody would write them by hand, knowing the indexes: the same columns, the same rows, the same capped count. The
/// caller's rights are the transaction's, as in the application.
/// </summary>
internal static class RawSql
{
    private const string CompanyColumns =
        "c.id, c.name, c.domain, c.industry, c.company_size, c.status, c.city, c.country, c.phone, c.website, u.name, "
        + "c.last_activity_at, c.updated_at, c.version";

    private const string ContactColumns =
        "c.id, c.first_name, c.last_name, c.email, c.phone, c.job_title, c.status, c.is_primary, c.company_id, o.name, u.name, "
        + "c.last_activity_at, c.updated_at, c.version";

    private const string DealColumns =
        "d.id, d.title, d.value, d.currency, d.stage_id, s.name, coalesce(d.probability, s.probability), d.status, d.priority, "
        + "d.expected_close_date, d.company_id, o.name, "
        + "d.contact_id, p.first_name || ' ' || p.last_name, u.name, d.updated_at, d.version";

    public const string ThreeConditions = "c.industry_folded = crm_ext.fold($1) and c.status = $2 and c.company_size = $3";

    private const string ActivityColumns =
        "a.id, a.type, a.subject, left(a.body, 255), a.direction, a.status, a.occurred_at, a.due_date, a.company_id, o.name, "
        + "a.contact_id, p.first_name || ' ' || p.last_name, "
        + "a.deal_id, d.title, u.name, a.source_key is not null, a.updated_at, a.version";

    private const string Companies = $"select {CompanyColumns} from companies c join users u on u.id = c.owner_id where not c.is_deleted";

    private const string Contacts =
        $"select {ContactColumns} from contacts c left join companies o on o.id = c.company_id join users u on u.id = c.owner_id where "
        + "not c.is_deleted";

    private const string Deals =
        $"select {DealColumns} from deals d join pipeline_stages s on s.id = d.stage_id join users u on u.id = d.owner_id "
        + "left join companies o on o.id = d.company_id left join contacts p on p.id = d.contact_id where not d.is_deleted";

    private const string ActivityJoins =
        "left join users u on u.id = a.owner_id left join companies o on o.id = a.company_id left join contacts p on p.id = a.contact_id "
        + "left join deals d on d.id = a.deal_id";

    private const string Activities = $"select {ActivityColumns} from activities a {ActivityJoins} where not a.is_deleted";

    public static IReadOnlyList<Statement> ShowCompany(Guid id) =>
    [
        new($"{Companies} and c.id = $1", id),
        new($"{Contacts} and c.company_id = $1 order by c.is_primary desc, c.last_name, c.first_name limit 5", id),
        new($"{Deals} and d.company_id = $1 and d.status = 'OPEN' order by d.expected_close_date, d.id limit 5", id),
        new($"{Activities} and a.company_id = $1 and a.status = 'COMPLETED' order by a.occurred_at desc limit 5", id),
    ];

    public static IReadOnlyList<Statement> Pipeline(Asked asked) =>
    [
        new("select id, name, stage_type, probability from pipeline_stages order by position, id"),
        new($"""
            select a.stage_id, a.currency, sum(a.n), sum(a.value_sum), sum(a.value_default * s.probability + a.weighted_override)
              from agg_pipeline a join pipeline_stages s on s.id = a.stage_id
                where a.n <> 0 {(asked.Caller.MaySeeEverybody ? "" : "and a.owner_id = $1")} group by 1, 2
            """, asked.Caller.MaySeeEverybody ? [] : [asked.Caller.Id]),
    ];

    public static IReadOnlyList<Statement> ShowContact(Guid id) =>
    [
        new($"{Contacts} and c.id = $1", id),
        new($"{Deals} and d.contact_id = $1 and d.status = 'OPEN' order by d.expected_close_date, d.id limit 6", id),
        new($"{Activities} and a.contact_id = $1 and a.status = 'COMPLETED' order by a.occurred_at desc limit 6", id),
        new($"{Activities} and a.status = 'COMPLETED' and a.contact_id <> $1 and exists (select 1 from activity_participants q where "
            + "q.activity_id = a.id and q.contact_id = $1) order by a.occurred_at desc limit 6", id),
    ];

    public static IReadOnlyList<Statement> ShowDeal(Guid id) =>
    [
        new($"{Deals} and d.id = $1", id),
        new("select name, id from pipeline_stages where is_active order by position, id"),
        new($"{Activities} and a.deal_id = $1 and a.status = 'COMPLETED' order by a.occurred_at desc limit 5", id),
    ];

    public static IReadOnlyList<Statement> Sender(Asked asked) =>
    [
        new(
            "select a.address, a.contact_id, c.first_name || ' ' || c.last_name, c.company_id, o.name, a.owner_id = $2 from "
                + "contact_addresses a "
            + "join contacts c on c.id = a.contact_id left join companies o on o.id = c.company_id where a.address = $1 and not "
            + "c.is_deleted",
            asked.Contact.Email.ToLowerInvariant(), asked.Caller.Id),
        new("select email_lower from users where not is_deleted and email_lower like $1",
            "%@" + asked.Contact.Email.Split('@')[1].ToLowerInvariant()),
        .. ShowContact(asked.Contact.Id),
        new("select mobile, department, do_not_contact, city, left(notes, 501), custom from contacts where id = $1", asked.Contact.Id),
        new("select * from record_history where record_id = $1 and entity = 'contact' and version > 0 order by changed_at desc, version "
            + "desc limit 2", asked.Contact.Id),
        new(
            $"({Activities} and a.contact_id = $1 and a.type = 'TASK' and a.status in ('PENDING', 'IN_PROGRESS') order by a.due_date, "
                + "a.id limit 3) union all "
            + $"({Activities} and a.contact_id = $1 and a.type <> 'TASK' and a.status in ('PENDING', 'IN_PROGRESS') order by "
            + "coalesce(a.due_date, a.occurred_at), a.id limit 3) union all "
            + $"({Activities} and a.contact_id <> $1 and a.type <> 'TASK' and a.status in ('PENDING', 'IN_PROGRESS') "
            + "and exists (select 1 from activity_participants q where q.activity_id = a.id and q.contact_id = $1) order by "
            + "coalesce(a.due_date, a.occurred_at), a.id limit 3)",
            asked.Contact.Id),
    ];

    public static IReadOnlyList<Statement> CompanyList(
        Asked asked, int take, string where, string order, params IReadOnlyList<object> values) =>
        List(Own(asked, Companies), Own(asked, "from companies c"), "c", take, where, order, values);

    public static IReadOnlyList<Statement> ContactList(
        Asked asked, int take, string where, string order, params IReadOnlyList<object> values) =>
        List(Own(asked, Contacts), Own(asked, "from contacts c"), "c", take, where, order, values);

    /// <summary>A USER's list holds what is theirs: the policy of the table shows more, without the index (docs/decisions/0025).</summary>
    private static string Own(Asked asked, string sql) => asked.Caller.MaySeeEverybody ? sql
        : sql.Replace("from companies c", "from own_companies c", StringComparison.Ordinal)
        .Replace("from contacts c", "from own_contacts c", StringComparison.Ordinal);

    public static IReadOnlyList<Statement> DealList(int take, string where, string order, params IReadOnlyList<object> values) =>
        List(Deals, "from deals d", "d", take, where, order, values);

    public static IReadOnlyList<Statement> ActivityList(int take, string where, string order, params IReadOnlyList<object> values) =>
        List(Activities, "from activities a", "a", take, where, order, values);

    /// <summary>A USER's activities by the parts that have indexes, as somebody writes it who knows what the policy costs.</summary>
    public static IReadOnlyList<Statement> OwnActivityList(
        Guid me, int take, string where, string order, params IReadOnlyList<object> values)
    {
        string[] parts =
        [
            $"a.owner_id = '{me}'", $"a.assigned_to_id = '{me}' and a.assigned_to_id is distinct from a.owner_id",
            "a.also_seen_by is not null and a.also_seen_by[1] = "
                + $"'{me}' and a.owner_id is distinct from '{me}' and a.assigned_to_id is distinct from '{me}'",
        ];
        var condition = where.Length == 0 ? "" : $" and {where}";
        string Each(string what, string end) => string.Join(
            " union all ", parts.Select(p => $"(select {what} from activities a where not a.is_deleted{condition} and {p} {end})"));
        return
        [
            new($"select {ActivityColumns} from ({Each("a.*", $"order by {order} limit {take + 1}")}) a {ActivityJoins}"
                + $" order by {order} limit {take + 1}", values),
            new($"select count(*) from (select 1 from ({Each("1", "limit 10001")}) y limit 10001) x", values),
        ];
    }

    public static IReadOnlyList<Statement> CountCompanies(Asked a) => CompanyList(a, 1, ThreeConditions, "c.name_folded, c.id", Three(a));

    public static IReadOnlyList<Statement> CountFacets(Asked a)
    {
        const string Industry = "c.industry_folded = crm_ext.fold($1)";
        var (status, size, from) = (Stored(a.Status), Stored(a.Size), Own(a, "from companies c"));
        return
        [
            .. CountCompanies(a),
            new($"select count(*) from (select 1 {from} where not c.is_deleted and c.status = $1 and c.company_size = $2 limit 10001) x",
                status, size),
            new($"select count(*) from (select 1 {from} where not c.is_deleted and {Industry} and c.company_size = $2 limit 10001) x",
                a.Industry, size),
            new($"select count(*) from (select 1 {from} where not c.is_deleted and {Industry} and c.status = $2 limit 10001) x", a.Industry,
                status),
            new($"select c.status, count(*) {from} where not c.is_deleted and {Industry} and c.company_size = $2 group by c.status",
                a.Industry, size),
            new($"select c.company_size, count(*) {from} where not c.is_deleted and {Industry} and c.status = $2 group by c.company_size",
                a.Industry, status),
        ];
    }

    /// <summary>What is chosen anew each time is a parameter, as in any prepared command.</summary>
    public static object[] Three(Asked a) => [a.Industry, Stored(a.Status), Stored(a.Size)];

    public static string Stored(string choice) => choice.ToUpperInvariant();

    private static IReadOnlyList<Statement> List(
        string select, string from, string alias, int take, string where, string order, IReadOnlyList<object> values)
    {
        var condition = where.Length == 0 ? "" : $" and {where}";
        return
        [
            new($"{select}{condition} order by {order} limit {take + 1}", values),
            new($"select count(*) from (select 1 {from} where not {alias}.is_deleted{condition} limit 10001) x", values),
        ];
    }
}
