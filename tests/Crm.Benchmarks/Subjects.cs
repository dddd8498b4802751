using Crm.Core.Input;

namespace Crm.Benchmarks;

/// <summary>
/// Whom and what the benchmark asks about. Records are drawn from the traffic (a random part of the activities), so that busy owners and
/// hot contacts come as often as in practice; the same seed draws the same ones.
/// </summary>
public sealed class Subjects
{
    private static readonly string[] Industries = [
        "Technology", "Healthcare", "Finance", "Manufacturing", "Retail", "Construction", "Energy", "Aerospace"];
    private static readonly string[] Sizes = ["micro", "small", "medium", "large", "enterprise"];
    private static readonly string[] States = ["lead", "prospect", "active", "inactive"];

    private readonly BenchDatabase database;
    private readonly Dictionary<Guid, CurrentUser> users = [];
    private readonly List<CurrentUser> managers = [];
    private readonly Dictionary<Guid, List<ContactPick>> contactsOf = [];
    private readonly Dictionary<Guid, List<DealPick>> dealsOf = [];
    private List<CompanyPick> companies = [];
    private List<ContactPick> contacts = [];
    private List<DealPick> deals = [];
    private List<StagePick> stages = [];
    private readonly Dictionary<Guid, Cursors> deep = [];

    private Subjects(BenchDatabase database) => this.database = database;

    public static async Task<Subjects> DrawAsync(BenchDatabase database, CancellationToken ct)
    {
        var subjects = new Subjects(database);
        await subjects.LoadAsync(ct);
        await subjects.WalkAsync(ct);
        return subjects;
    }

    /// <summary>A caller of this role with records of theirs; for a USER the busier owners come more often.</summary>
    public Asked Next(Role role, Random random)
    {
        while (true)
        {
            var company = companies[random.Next(companies.Count)];
            if (role is Role.User
                && !(users.ContainsKey(company.OwnerId) && contactsOf.ContainsKey(company.OwnerId) && dealsOf.ContainsKey(company.OwnerId)))
            {
                continue;
            }

            var caller = role is Role.User ? users[company.OwnerId] : managers[random.Next(managers.Count)];
            var contact = role is Role.User ? Of(contactsOf[caller.Id], random) : Of(contacts, random);
            var deal = role is Role.User ? Of(dealsOf[caller.Id], random) : Of(deals, random);
            return new Asked(
                caller, company, contact, deal, Of(stages, random), Term(contact, company, random), Of(Industries, random),
                Of(Sizes, random), Of(States, random),
                1_000 * random.Next(5, 40), deep[caller.Id], database.Clock.GetUtcNow());
        }
    }

    private static T Of<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];

    /// <summary>Half beginnings of names, some whole words, some from the middle; at least three letters, as people type.</summary>
    private static string Term(ContactPick contact, CompanyPick company, Random random)
    {
        var words = company.Name.Split(' ').Append(contact.LastName).Where(w => w.Length >= 4).ToArray();
        var word = words.Length == 0 ? contact.LastName : Of(words, random);
        var length = Math.Min(word.Length, random.Next(3, 8));
        return random.Next(10) switch
        {
            < 5 => word[..length],
            < 8 => word,
            _ => word[(word.Length - Math.Min(word.Length, Math.Max(length, 3)))..],
        };
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var tenant = await database.TenantAsync(ct);
        var share = Math.Clamp(100.0 * 25_000 / database.Size.Activities, 0.01, 100);
        var sampled =
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"activities a tablesample system ({share}) repeatable (7)");
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.Owner) { SearchPath = $"{database.Size.Schema}, crm_ext" });
        foreach (var user in await ReadAsync(
            source, "select id, name, email, role, timezone, locale from users order by id",
            r => new CurrentUser(r.GetGuid(0), tenant, r.GetString(1), r.GetString(2), UpperSnakeCase.Parse<Role>(r.GetString(3)),
                r.GetString(4), r.GetString(5), Door.Teams), ct))
        {
            if (user.Role is Role.User)
            {
                users[user.Id] = user;
            }
            else if (user.Role is Role.Manager)
            {
                managers.Add(user);
            }
        }

        stages = await ReadAsync(source, "select id, name from pipeline_stages where stage_type not in ('WON', 'LOST') order by position",
            r => new StagePick(r.GetGuid(0), r.GetString(1)), ct);
        companies = await ReadAsync(
            source, "select c.id, c.owner_id, c.name, c.domain from "
                + $"{sampled} join companies c on c.id = a.company_id where not c.is_deleted order by a.id limit 20000",
            r => new CompanyPick(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)), ct);
        contacts = await ReadAsync(
            source, "select c.id, c.owner_id, c.last_name, c.email from "
                + $"{sampled} join contacts c on c.id = a.contact_id where not c.is_deleted and c.email is not null order by a.id limit "
                + "20000",
            r => new ContactPick(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3)), ct);
        deals = await ReadAsync(
            source, $"select d.id, d.owner_id from {sampled} join deals d on d.id = a.deal_id where not d.is_deleted order by a.id limit "
                + "20000",
            r => new DealPick(r.GetGuid(0), r.GetGuid(1)), ct);
        foreach (var group in contacts.GroupBy(c => c.OwnerId))
        {
            contactsOf[group.Key] = [.. group];
        }

        foreach (var group in deals.GroupBy(d => d.OwnerId))
        {
            dealsOf[group.Key] = [.. group];
        }
    }

    /// <summary>Walks some pages down each list: a cursor is good for the reader and the list that it was handed out for.</summary>
    private async Task WalkAsync(CancellationToken ct)
    {
        const int Pages = 3;
        const int Take = 200;
        var cases = database.UseCases;
        foreach (var who in managers.Concat(users.Values))
        {
            var at = new Cursors(null, null, null);
            for (var page = 0; page < Pages; page++)
            {
                var (a, b, c) = (at.Companies, at.Contacts, at.Deals);
                var companyPage = await cases.RunAsync(
                    who, (ListCompaniesHandler h, CancellationToken t) => h.HandleAsync(new ListCompanies(null, a, Take), t), ct);
                var contactPage = await cases.RunAsync(
                    who, (ListContactsHandler h, CancellationToken t) => h.HandleAsync(new ListContacts(null, b, Take), t), ct);
                var dealPage = await cases.RunAsync(
                    who, (ListDealsHandler h, CancellationToken t) => h.HandleAsync(new ListDeals(null, c, Take), t), ct);
                at = new Cursors(companyPage.Value.Next ?? a, contactPage.Value.Next ?? b, dealPage.Value.Page.Next ?? c);
            }

            deep[who.Id] = at;
        }
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(read(rows));
        }

        return list;
    }
}
