namespace Crm.Core.Tests.Filtering;

/// <summary>
/// What each field of the registry holds in a row that lies in memory, and what it sorts by; written a second time, by name.
/// </summary>
/// <param name="activities">Those that the reader may see; a record's own are looked up, because every condition asks every row.</param>
/// <param name="fold">Without case and accents, as the database folds.</param>
internal sealed class FilterRows(CurrentUser ann, CurrentUser boss, IReadOnlyList<Activity> activities, Func<string, string> fold)
{
    private static readonly Dictionary<string, Func<Company, object?>> FieldsOfCompany = new(StringComparer.Ordinal)
    {
        ["company"] = c => c.NameFolded,
        ["company industry"] = c => c.IndustryFolded,
        ["company size"] = c => c.CompanySize,
        ["company status"] = c => c.Status,
        ["company country"] = c => c.Country,
    };

    private readonly ILookup<Guid?, Activity> ofCompany = activities.ToLookup(a => a.CompanyId);
    private readonly ILookup<Guid?, Activity> ofContact = activities.ToLookup(a => a.ContactId);
    private readonly ILookup<Guid?, Activity> ofDeal = activities.ToLookup(a => a.DealId);

    public object? Read(string name, Company c, FilterClock clock) => name switch
    {
        "name" => c.NameFolded,
        "domain" => c.Domain,
        "phone" => Digits(c.Phone),
        "industry" => c.IndustryFolded,
        "size" => c.CompanySize,
        "status" => c.Status,
        "city" => Fold(c.City),
        "country" => c.Country,
        "revenue" => c.AnnualRevenue,
        "employees" => (decimal?)c.EmployeeCount,
        "source" => Fold(c.Source),
        "owner" => c.OwnerId,
        "last contact" => c.LastActivityAt,
        _ => Touch(name, c, () => ofCompany[c.Id], clock),
    };

    public object? Read(string name, Contact c, FilterClock clock) => name switch
    {
        "name" => Person(c),
        "first name" => Fold(c.FirstName),
        "last name" => Fold(c.LastName),
        "email" => c.EmailLower,
        "phone" => Digits(c.Phone),
        "mobile" => Digits(c.Mobile),
        "company" or "company industry" or "company size" or "company status" => Of(c.Company, name),
        "job title" => Fold(c.JobTitle),
        "department" => Fold(c.Department),
        "status" => c.Status,
        "primary" => c.IsPrimary,
        "do not contact" => c.DoNotContact,
        "preferred contact" => c.PreferredContact,
        "lead source" => Fold(c.LeadSource),
        "decision influence" => (decimal?)c.DecisionInfluence,
        "city" => Fold(c.City),
        "country" => c.Country,
        "owner" => c.OwnerId,
        "last contact" => c.LastActivityAt,
        _ => Touch(name, c, () => ofContact[c.Id], clock),
    };

    public object? Read(string name, Deal d, FilterClock clock) => name switch
    {
        "title" => d.TitleFolded,
        "stage" => d.StageId,
        "value" => d.Value,
        "currency" => d.Currency,
        "probability" => d.Probability ?? d.Stage!.Probability,
        "status" => d.Status,
        "priority" => d.Priority,
        "expected close" => d.ExpectedCloseDate,
        "closed" => d.ClosedAt,
        "stage entered" => d.StageEnteredAt,
        "lost reason" => Fold(d.LostReason),
        "source" => Fold(d.Source),
        "competitor" => Fold(d.Competitor),
        "company" or "company industry" or "company size" or "company country" => Of(d.Company, name),
        "contact" => Person(d.Contact),
        "contact email" => d.Contact?.EmailLower,
        "contact job title" => Fold(d.Contact?.JobTitle),
        "owner" => d.OwnerId,
        "last contact" => d.LastActivityAt,
        _ => Touch(name, d, () => ofDeal[d.Id], clock),
    };

    public object? Read(string name, Activity a, FilterClock clock) => name switch
    {
        "subject" => Fold(a.Subject),
        "type" => a.Type,
        "status" => a.Status,
        "priority" => a.Priority,
        "direction" => a.Direction,
        "when" => a.OccurredAt,
        "due" => a.DueDate,
        "completed" => a.CompletedAt,
        "minutes" => (decimal?)a.DurationMinutes,
        "captured" => a.SourceKey is not null,
        "company" or "company industry" => Of(a.Company, name),
        "contact" => Person(a.Contact),
        "contact email" => a.Contact?.EmailLower,
        "deal" => a.Deal?.TitleFolded,
        "deal stage" => a.Deal?.StageId,
        "owner" => a.OwnerId,
        "assigned to" => a.AssignedToId,
        _ => Own(name, a),
    };

    private static object? Of(Company? company, string name) => company is null ? null : FieldsOfCompany[name](company);

    private object? Touch<T>(string name, T row, Func<IEnumerable<Activity>> timeline, FilterClock clock)
        where T : OwnedRecord
    {
        if (name.StartsWith("mails in ", StringComparison.Ordinal))
        {
            var since = clock.Now.AddDays(-int.Parse(name.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));
            return (decimal)timeline()
                .Count(a => a is { Type: ActivityType.Email, Status: ActivityStatus.Completed } && a.OccurredAt > since);
        }

        switch (name)
        {
            case "next meeting":
                var ahead = timeline().Where(
                    a => a.Type == ActivityType.Meeting && a.Status != ActivityStatus.Cancelled && a.OccurredAt > clock.Now).ToList();
                return ahead.Count == 0 ? null : ahead.Min(a => a.OccurredAt);
            case "no reply":
                var last = timeline().Where(a => a is { Type: ActivityType.Email, Status: ActivityStatus.Completed })
                    .OrderBy(a => a.OccurredAt).ThenBy(a => a.Id.ToString(), StringComparer.Ordinal).LastOrDefault();
                return last?.Direction is Direction.Outbound ? last.OccurredAt : null;
            default:
                return Own(name, row);
        }
    }

    private object? Own(string name, OwnedRecord row) => name switch
    {
        "created" => row.CreatedAt,
        "updated" => row.UpdatedAt,
        "own note" => row.Custom.TryGetValue("note", out var note) ? Fold(note.GetString()) : null,
        "seats" => row.Custom.TryGetValue("seats", out var seats) ? seats.GetDecimal() : null,
        "renewal" => row.Custom.TryGetValue("renewal", out var day)
            ? DateOnly.Parse(day.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : null,
        "vip" => row.Custom.TryGetValue("vip", out var vip) ? vip.GetBoolean() : null,
        "tier" => row.Custom.TryGetValue("tier", out var tier) ? tier.GetString() : null,
        "tags" => row.Custom.TryGetValue("tags", out var tags)
            ? tags.EnumerateArray().Select(t => t.GetString()!).ToHashSet(StringComparer.Ordinal)
            : null,
        _ => throw new InvalidOperationException($"The test does not know the field {name}."),
    };

    public IComparable? Sorted<T>(object? value, string name, T row) => (value, row) switch
    {
        (null, _) => null,
        (PersonName person, _) => person.Sorted,
        (Guid, Deal d) when name == "stage" => d.Stage!.Position,
        (Guid, Activity a) when name == "deal stage" => a.Deal!.Stage!.Position,
        (Guid person, _) => person == ann.Id ? ann.Name : boss.Name,
        (Enum choice, _) => Convert.ToInt32(choice),
        (bool yes, _) => yes ? 0 : 1,
        (IComparable plain, _) => plain,
        _ => null,
    };

    private PersonName? Person(Contact? c) => c is null
        ? null
        : new PersonName(fold($"{c.LastName} {c.FirstName}"), fold($"{c.FirstName} {c.LastName}"));

    private static string? Digits(string? phone) => phone is null ? null : string.Concat(phone.Where(char.IsAsciiDigit));

    private string? Fold(string? text) => text is null ? null : fold(text);
}

/// <summary>A person's name in both orders.</summary>
internal sealed record PersonName(string Sorted, string Shown);
