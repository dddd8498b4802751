using Crm.Core.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Benchmarks;

/// <summary>A question whose plan is not the intended one.</summary>
public sealed record PlanFault(string Question, Role Role, string What);

/// <summary>Which index each question is meant to be served by, for a USER and for a MANAGER; and whether it is.</summary>
public static class PlanBook
{
    private static readonly string[] Large = ["companies", "contacts", "contact_addresses", "deals", "deal_stage_history", "activities", "activity_participants", "activity_mailboxes"];

    /// <summary>Each of these must stand in a plan of the question; "a|b": one of the two, where both are good ways by how common the asked values are.</summary>
    private static readonly Dictionary<string, (string[] User, string[] Manager)> Intended = new()
    {
        ["company with people, deals, timeline"] = (["companies_pkey"], ["companies_pkey"]),
        ["contact with deals, timeline"] = (["contacts_pkey"], ["contacts_pkey"]),
        ["deal with timeline"] = (["deals_pkey"], ["deals_pkey"]),
        ["sender of the open mail"] = (["ux_contact_addresses"], ["ux_contact_addresses"]),
        ["companies: all by name"] = (["idx_companies_owner"], ["idx_companies_name"]),
        ["companies: last changed"] = (["ix_companies_owner_updated"], ["ix_companies_updated"]),
        ["companies: industry, status and size"] = (
            ["idx_companies_industry", "idx_companies_status", "ix_companies_size", "idx_companies_owner"], ["idx_companies_industry", "idx_companies_status", "ix_companies_size", "idx_companies_name"]),
        ["companies: name contains"] = (["idx_companies_owner", "ix_companies_owner_updated"], ["ix_companies_name_trgm", "idx_companies_name"]),
        ["contacts: all by name"] = (["ix_contacts_owner_name"], ["idx_contacts_name"]),
        ["contacts: status and owner is me"] = (["ix_contacts_owner_name", "ix_contacts_owner_status"], ["ix_contacts_owner_name", "ix_contacts_owner_status"]),
        ["deals: last changed"] = (["ix_deals_owner_updated"], ["ix_deals_updated"]),
        ["deals: mine, open, by close date"] = (["ix_deals_open_owner"], ["ix_deals_open_owner"]),
        ["activities: timeline of all"] = (["idx_activities_timeline"], ["idx_activities_timeline"]),
        ["activities: my open tasks by due date"] = (["ix_activities_owner_open"], ["ix_activities_owner_open"]),
        ["dashboard: mine, a manager's of everyone"] = (["ix_activities_tasks_assigned"], ["ix_activities_tasks_due"]),
        ["funnel of last quarter"] = (["ux_agg_stage_flow"], ["ux_agg_stage_flow"]),
        ["performance of last quarter"] = (["ix_deals_created"], ["ix_deals_created"]),
        ["search over everything"] = ([], ["ix_contacts_search_trgm"]),
    };

    /// <summary>At a size where the planner has a choice: the intended index, and no large table walked.</summary>
    public static async Task<IReadOnlyList<PlanFault>> ReadAsync(BenchDatabase database, string superuser, bool expectIntended, CancellationToken ct)
    {
        var subjects = await Subjects.DrawAsync(database, ct);
        var faults = new List<PlanFault>();
        await using var watch = await PlanWatch.StartAsync(superuser, database.Application, avoidWalking: !expectIntended, ct);
        await using var services = database.Services(watch);
        var cases = services.GetRequiredService<UseCases>();
        foreach (var question in QueryClasses.All)
        {
            foreach (var role in new[] { Role.User, Role.Manager })
            {
                var asked = subjects.Next(role, new Random(5));
                var statements = await watch.WatchAsync(() => question.Handler(cases, asked, ct));
                faults.AddRange(Faults(question, role, statements, expectIntended).Select(what => new PlanFault(question.Name, role, what)));
            }
        }

        return faults;
    }

    private static IEnumerable<string> Faults(QueryClass question, Role role, IReadOnlyList<PlannedStatement> statements, bool expectIntended)
    {
        foreach (var walked in statements.SelectMany(s => s.Walked).Where(Large.Contains).Distinct())
        {
            yield return $"walks {walked} from end to end";
        }

        if (!statements.Any(s => s.Indexes.Count > 0))
        {
            yield return "asked nothing by an index";
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

    private static string Used(IReadOnlyList<PlannedStatement> statements) => string.Join(", ", statements.SelectMany(s => s.Indexes).Distinct());
}
