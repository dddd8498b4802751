namespace Crm.Data.Tests.Reports;

/// <summary>
/// Random sales below every door: deals made, moved, won, lost, reopened, revalued, given away, deleted, restored; activities likewise. All
/// moments lie in the past two hundred days, many of them at some zone's midnight or a microsecond before.
/// </summary>
internal sealed class RandomSales(World world, IReadOnlyList<CurrentUser> owners, int seed)
{
    public static readonly IReadOnlyList<string> Zones = [
        "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin", "America/Havana"];

    private static readonly string[] Types = ["CALL", "EMAIL", "MEETING", "TASK", "TASK", "TASK", "NOTE", "MESSAGE"];
    private static readonly string[] States = ["PENDING", "PENDING", "IN_PROGRESS", "COMPLETED", "COMPLETED", "COMPLETED", "CANCELLED"];

    private readonly Random random = new(seed);

    /// <summary>What deals and activities are about; nothing where there is none.</summary>
    public IReadOnlyList<Guid> Companies { get; init; } = [];

    public IReadOnlyList<Guid> Contacts { get; init; } = [];

    public IReadOnlyList<Guid> Deals => [.. deals.Select(d => d.Id)];

    public IReadOnlyList<Guid> Activities => activities;

    /// <summary>Activities are about deals where there are contacts as well.</summary>
    private IReadOnlyList<Guid> LinkedDeals => Contacts.Count > 0 ? Deals : [];
    private readonly List<(Guid Id, DateTime Entered)> deals = [];
    private readonly List<Guid> activities = [];

    public async Task WriteAsync(NpgsqlConnection connection, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            await StepAsync(connection);
        }
    }

    /// <summary>Steps of which nothing is kept, and so nothing remembered.</summary>
    public async Task WriteInVainAsync(NpgsqlConnection connection, int steps)
    {
        var (dealsBefore, activitiesBefore) = (deals.ToList(), activities.ToList());
        try
        {
            await WriteAsync(connection, steps);
        }
        finally
        {
            deals.Clear();
            deals.AddRange(dealsBefore);
            activities.Clear();
            activities.AddRange(activitiesBefore);
        }
    }

    private Task StepAsync(NpgsqlConnection connection) => random.Next(22) switch
    {
        _ when deals.Count < 5 => MakeDealAsync(connection),
        _ when activities.Count < 5 => MakeActivityAsync(connection),
        < 2 => MakeDealAsync(connection),
        < 8 => MoveAsync(connection),
        8 => RunAsync(connection, $"update deals set value = {Money()} where id = '{Any(deals).Id}'"),
        9 => RunAsync(
            connection, $"update deals set currency = '{Currency()}', expected_close_date = {CloseDay()} where id = '{Any(deals).Id}'"),
        10 => RunAsync(connection, $"update deals set owner_id = '{Owner()}' where id = '{Any(deals).Id}'"),
        11 => RunAsync(
            connection, $"update deals set probability = {Chance()} where id in ('{Any(deals).Id}', '{Any(deals).Id}', '{Any(deals).Id}')"),
        12 => RunAsync(connection, $"update deals set is_deleted = not is_deleted where id = '{Any(deals).Id}'"),
        13 => RunAsync(
            connection,
            "update deals set status = case status when 'OPEN' then 'ON_HOLD' when 'ON_HOLD' then 'OPEN' else status end where id = "
            + $"'{Any(deals).Id}'"),
        < 17 => MakeActivityAsync(connection),
        17 => RunAsync(
            connection, $"update activities set occurred_at = '{Text(Moment())}', status = '{Any(States)}' where id = '{Any(activities)}'"),
        18 => RunAsync(
            connection, $"update activities set owner_id = '{Owner()}', assigned_to_id = {Assignee()} where id = '{Any(activities)}'"),
        19 => RunAsync(
            connection,
            $"update activities set company_id = {About(Companies)}, contact_id = "
            + $"{About(Contacts)}, deal_id = {About(LinkedDeals)} where id = '{Any(activities)}'"),
        20 => RunAsync(
            connection, $"update deals set company_id = {About(Companies)}, contact_id = {About(Contacts)} where id = '{Any(deals).Id}'"),
        _ => RunAsync(connection, $"update activities set is_deleted = not is_deleted where id = '{Any(activities)}'"),
    };

    private Task MakeDealAsync(NpgsqlConnection connection)
    {
        var (id, made) = (Guid.CreateVersion7(), Moment());
        deals.Add((id, made));
        return RunAsync(
            connection,
            $"""
            insert into deals (id, owner_id, stage_id, title, value, currency, probability, expected_close_date, status, stage_entered_at,
              closed_at, created_at, company_id, contact_id)
            select '{id}', '{Owner()}', s.id, 'Deal {deals.Count}', {Money()}, '{Currency()}', {Chance()}, {CloseDay()}, {Status},
              '{Text(made)}', {Closed(made)}, '{Text(made)}', {About(Companies)}, {About(Contacts)}
              from pipeline_stages s where s.position = {random.Next(1, 7)}
            """);
    }

    private Task MoveAsync(NpgsqlConnection connection)
    {
        var i = random.Next(deals.Count);
        var at = Later(deals[i].Entered);
        deals[i] = (deals[i].Id, at);
        return RunAsync(
            connection,
            $"""
            update deals d set stage_id = s.id, stage_entered_at = '{Text(at)}', status = {Status}, closed_at = {Closed(at)}
              from pipeline_stages s where s.position = {random.Next(1, 7)} and d.id = '{deals[i].Id}' and d.stage_id <> s.id
            """);
    }

    private Task MakeActivityAsync(NpgsqlConnection connection)
    {
        activities.Add(Guid.CreateVersion7());
        var due = random.Next(3) == 0 ? "null" : $"'{Text(world.Clock.GetUtcNow().UtcDateTime.AddHours(random.Next(-60, 60)))}'";
        return RunAsync(
            connection,
            $"""
            insert into activities (id, type, owner_id, assigned_to_id, subject, due_date, occurred_at, status, company_id, contact_id,
              deal_id)
            values ('{activities[^1]}', '{Any(Types)}', {(random.Next(15) == 0 ? "null" : $"'{Owner()}'")}, {Assignee()},
              'Activity {activities.Count}', {due}, '{Text(Moment())}', '{Any(States)}', {About(Companies)}, {About(Contacts)},
              {About(LinkedDeals)})
            """);
    }

    /// <summary>As the product does it: the stage's type says whether a deal is open.</summary>
    private const string Status = "case s.stage_type when 'WON' then 'WON' when 'LOST' then 'LOST' else 'OPEN' end";

    private static string Closed(DateTime at) => $"case when s.stage_type in ('WON','LOST') then '{Text(at)}'::timestamptz end";

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private DateTime Moment()
    {
        var now = world.Clock.GetUtcNow().UtcDateTime;
        var moment = now.AddDays(-200 * Math.Pow(random.NextDouble(), 2));
        if (random.Next(4) == 0)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Count)]);
            var midnight = TimeZoneInfo.ConvertTimeFromUtc(moment, zone).Date;
            moment = zone.IsInvalidTime(midnight) ? moment : TimeZoneInfo.ConvertTimeToUtc(midnight, zone).AddTicks(random.Next(2) * -10);
        }

        return new DateTime(moment.Ticks - (moment.Ticks % 10), DateTimeKind.Utc);
    }

    private DateTime Later(DateTime than)
    {
        var moment = Moment();
        return moment > than ? moment : than.AddMinutes(random.Next(1, 3000));
    }

    private string Owner() => owners[random.Next(owners.Count)].Id.ToString();

    private string Assignee() => random.Next(2) == 0 ? "null" : $"'{Owner()}'";

    private string Money() => random.Next(8) == 0 ? "null" : (random.Next(1, 5_000_000) / 100m).ToString(CultureInfo.InvariantCulture);

    private string Chance() => random.Next(3) != 0 ? "null" : (random.Next(101) / 100m).ToString(CultureInfo.InvariantCulture);

    private string Currency() => random.Next(6) switch { 0 or 1 => "EUR", 2 => "GBP", _ => "USD" };

    private string CloseDay() => random.Next(5) == 0
        ? "null"
        : $"'{DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime).AddDays(random.Next(-20, 50)):yyyy-MM-dd}'";

    private string About(IReadOnlyList<Guid> ids) => ids.Count == 0 || random.Next(3) == 0 ? "null" : $"'{Any(ids)}'";

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00";
}
