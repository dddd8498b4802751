using Crm.Core.Activities;

namespace Crm.Core.MatchQuestions;

/// <summary>
/// Who wrote a mail and to whom, for the question about it: contacts and colleagues by name, as far as the reader may see them, strangers
/// by address, for anybody may write any name beside one.
/// </summary>
internal sealed class AskedPeople
{
    /// <summary>Recipients that are named; the others are counted.</summary>
    private const int Most = 2;

    private readonly ILookup<Guid, Person> people;

    private AskedPeople(ILookup<Guid, Person> people) => this.people = people;

    public static async Task<AskedPeople> OfAsync(ICrmDb db, CurrentUser reader, IReadOnlyCollection<Guid> activities, CancellationToken ct)
    {
        var read = activities.Count == 0 ? []
            : await db.ActivityParticipants.Where(p => activities.Contains(p.ActivityId))
                .Select(p => new
                {
                    p.ActivityId, p.Kind, p.Address, p.UserId, p.ContactId,
                    Colleague = db.Users.Where(u => u.Id == p.UserId).Select(u => u.Name ?? u.Email).FirstOrDefault(),
                    Contact = db.Contacts.Where(c => c.Id == p.ContactId && !c.IsDeleted).Select(c => c.FirstName + " " + c.LastName)
                        .FirstOrDefault(),
                })
                .AsNoTracking().ToListAsync(ct);
        return new AskedPeople(read.ToLookup(p => p.ActivityId, p => new Person(
            p.Kind, p.UserId == reader.Id ? "you" : p.Contact ?? p.Colleague ?? p.Address, p.UserId == reader.Id, p.ContactId)));
    }

    /// <summary>"the mail “Prices” from Ida Berg to Clara Nilsson", "your mail “Prices” to Clara Nilsson, Joe Fox and 3 others".</summary>
    /// <param name="activityId">The mail.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="contactId">Whom it is linked to: named first.</param>
    /// <param name="with">Who is on it, where nobody is said to have written it.</param>
    public string Mail(Guid activityId, string subject, Guid? contactId, string? with)
    {
        var author = people[activityId].FirstOrDefault(p => p.Kind is ParticipantKind.From);
        if (author is null)
        {
            return $"the mail “{subject}”" + (with is null ? "" : $" with {with}");
        }

        var names = people[activityId].Where(p => IsRecipient(p.Kind, author.IsReader) && p.Name != author.Name)
            .OrderByDescending(p => contactId is not null && p.ContactId == contactId).ThenByDescending(p => p.IsReader)
            .ThenBy(p => p.Kind).ThenBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return (author.IsReader ? $"your mail “{subject}”" : $"the mail “{subject}” from {author.Name}")
            + (names.Count == 0 ? "" : $" to {Listed(names)}");
    }

    /// <summary>Whom a blind copy went to is known to who wrote the mail alone.</summary>
    private static bool IsRecipient(ParticipantKind kind, bool isOwn) =>
        kind is ParticipantKind.To or ParticipantKind.Cc || (kind is ParticipantKind.Bcc && isOwn);

    private static string Listed(List<string> names) => (names.Count - Most) switch
    {
        > 1 and var others => $"{string.Join(", ", names.Take(Most))} and {others} others",
        1 => $"{string.Join(", ", names.Take(Most))} and {names[Most]}",
        _ => string.Join(" and ", names),
    };

    private sealed record Person(ParticipantKind Kind, string Name, bool IsReader, Guid? ContactId);
}
