using Crm.Core.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks;

/// <summary>A question whose plan is not the intended one.</summary>
public sealed record PlanFault(string Question, Role Role, string What);

/// <summary>Which index each question is meant to be served by, for a USER and for a MANAGER; and whether it is.</summary>
public static class PlanBook
{
    private static readonly string[] Large = ["companies", "contacts", "contact_addresses", "deals", "deal_stage_history", "activities",
        "activity_participants", "activity_mailboxes"];

    /// <summary>
    /// Each of these must stand in a plan of the question; "a|b": one of the two, where both are good ways by how common the asked values
    /// are.
    /// </summary>
    private static readonly Dictionary<string, (string[] User, string[] Manager)> Intended = new()
    {
        ["company with people, deals, timeline"] =
            Both("companies_pkey", "idx_contacts_company", "idx_deals_company", "ix_activities_company"),
        ["contact with deals, timeline"] =
            Both("contacts_pkey", "idx_deals_contact", "ix_activities_contact", "ix_activity_participants_contact"),
        ["deal with timeline"] = Both("deals_pkey", "ix_activities_deal"),
        ["sender of the open mail"] = Both(
            "ux_contact_addresses", "contacts_pkey", "ix_activities_contact", "ix_record_history_record", "ix_activities_contact_tasks"),
        ["companies: all by name"] = (["ix_companies_owner_live"], ["idx_companies_name"]),
        ["companies: status and size"] = (["idx_companies_status|ix_companies_size|ix_companies_owner_live"],
            ["idx_companies_name|idx_companies_status|ix_companies_size", "ix_companies_size|idx_companies_status"]),
        ["companies: industry, status and size"] =
            (["ix_companies_size|idx_companies_status|idx_companies_industry"],
                ["ix_companies_size|idx_companies_status|idx_companies_industry"]),
        ["companies: name starts with"] = (["ix_companies_owner_live"], ["idx_companies_name"]),
        ["companies: name contains"] = (["ix_companies_owner_live"], ["ix_companies_owner_name_trgm|idx_companies_name"]),
        ["companies: last changed"] = (["ix_companies_owner_updated"], ["ix_companies_updated"]),
        ["companies: a later page"] = (["ix_companies_owner_live"], ["idx_companies_name"]),
        ["contacts: all by name"] = (["ix_contacts_owner_live"], ["idx_contacts_name"]),
        ["contacts: status and owner is me"] = Both("ix_contacts_owner_live", "ix_contacts_owner_status|ix_contacts_owner_live"),
        ["contacts: name starts with"] = (["ix_contacts_owner_live"], ["idx_contacts_name"]),
        ["contacts: a later page"] = (["ix_contacts_owner_live"], ["idx_contacts_name"]),
        ["deals: last changed"] = (["ix_deals_owner_updated"], ["ix_deals_updated"]),
        ["deals: mine, open, by close date"] = Both("ix_deals_open_owner"),
        ["deals: stage and value"] = (["ix_deals_owner_stage"], ["ix_deals_stage_value", "ix_deals_updated|ix_deals_stage_value"]),
        ["deals: closing this quarter above value"] =
            (["ix_deals_open_owner|idx_deals_status"], ["idx_deals_status", "idx_deals_value|idx_deals_status"]),
        ["deals: a later page"] = (["ix_deals_owner_updated"], ["ix_deals_updated"]),
        ["activities: timeline of all"] =
            (["ix_activities_owner_feed", "ix_activities_assigned_feed", "ix_activities_seen_feed"], ["idx_activities_timeline"]),
        ["activities: my open tasks by due date"] = Both("ix_activities_owner_tasks"),
        ["activities: calls of the past 30 days"] =
            (["ix_activities_owner_feed", "ix_activities_assigned_feed", "ix_activities_seen_feed"], ["idx_activities_timeline"]),
        ["companies: three conditions counted"] = Both("ix_companies_size|idx_companies_status|idx_companies_industry"),
        ["companies: total, without each condition, by status and size"] = (
            ["ix_companies_size|idx_companies_status|idx_companies_industry"],
            ["ix_companies_size|idx_companies_status", "idx_companies_industry|idx_companies_status"]),
        ["contacts: status and owner counted"] = Both("ix_contacts_owner_status|ix_contacts_owner_live"),
        ["deals: close date and value counted"] =
            (["idx_deals_status|idx_deals_close_date|ix_deals_open_owner"], ["idx_deals_status|idx_deals_close_date"]),
        ["search over everything"] =
            Both("ix_companies_owner_name_trgm", "ix_contacts_owner_search_trgm", "ix_deals_owner_title_trgm", "ix_activities_seen_fts"),
        ["dashboard: mine, a manager's of everyone"] =
            (["ix_activities_assigned_open", "ix_deals_open_owner", "ix_activities_owner_feed"],
                ["ix_activities_tasks_due", "idx_activities_timeline"]),
        ["pipeline by stage and currency"] = (["agg_pipeline_pkey"], []),
        ["funnel of last quarter"] = Both("ux_agg_stage_flow"),
        ["performance of last quarter"] =
            (["ix_deals_owner_closed|ix_deals_closed", "ix_deals_created|ix_deals_owner_updated"], ["ix_deals_created"]),
        ["move a deal"] = Both("deals_pkey"),
    };

    /// <summary>Histories are written by people, not by a load: of an empty table no plan uses an index.</summary>
    private const int MovesBefore = 500;

    private static (string[] User, string[] Manager) Both(params string[] indexes) => (indexes, indexes);

    /// <summary>At a size where the planner has a choice: the intended index, and no large table walked.</summary>
    public static async Task<IReadOnlyList<PlanFault>> ReadAsync(
        BenchDatabase database, string superuser, bool expectIntended, CancellationToken ct)
    {
        var subjects = await Subjects.DrawAsync(database, ct);
        var faults = new List<PlanFault>();
        await using var watch = await PlanWatch.StartAsync(superuser, database.Application, avoidWalking: !expectIntended, ct);
        await using var services = database.Services(watch);
        var cases = services.GetRequiredService<UseCaseRunner>();
        var move = QueryClasses.All.Single(q => q.Name == "move a deal");
        for (var i = 0; expectIntended && i < MovesBefore; i++)
        {
            await move.Handler(cases, subjects.Next(Role.User, new Random(i)), ct);
        }

        foreach (var question in QueryClasses.All)
        {
            foreach (var role in new[] { Role.User, Role.Manager })
            {
                var asked = subjects.Next(role, new Random(5));
                var statements = await watch.WatchAsync(() => question.Handler(cases, asked, ct));
                faults.AddRange(
                    Faults(question, role, statements, expectIntended).Select(what => new PlanFault(question.Name, role, what)));
            }
        }

        return faults;
    }

    private static IEnumerable<string> Faults(
        QueryClass question, Role role, IReadOnlyList<PlannedStatement> statements, bool expectIntended)
    {
        foreach (var walked in statements.SelectMany(s => s.Walked).Where(Large.Contains).Distinct())
        {
            yield return $"walks {walked} from end to end";
        }

        if (statements.Count == 0)
        {
            yield return "asked nothing that could be seen";
        }

        if (expectIntended && !Intended.ContainsKey(question.Name))
        {
            yield return $"has no intended index in the plan book; it used {Used(statements)}";
        }
        else if (expectIntended)
        {
            var wanted = role is Role.User ? Intended[question.Name].User : Intended[question.Name].Manager;
            foreach (var any in wanted.Where(any => !any.Split('|').Any(index => statements.Any(s => s.Indexes.Contains(index)))))
            {
                yield return $"uses {Used(statements)} and not {any.Replace("|", " or ", StringComparison.Ordinal)}";
            }
        }
    }

    private static string Used(IReadOnlyList<PlannedStatement> statements) =>
        string.Join(", ", statements.SelectMany(s => s.Indexes).Distinct());
}
