using Crm.Core.Capture;

namespace Crm.Core.ItemContext;

/// <param name="People">Who is on it, as the mailbox says; empty where it did not say.</param>
public sealed record SelectedMail(string? InternetMessageId, IReadOnlyList<PersonSeen> People);

/// <summary>Several mails of the own mailbox: who is on each, and what became of it.</summary>
public sealed record RecogniseSelection(IReadOnlyList<SelectedMail> Mails)
{
    /// <summary>Outlook lets as many be selected.</summary>
    public const int Most = 100;

    /// <inheritdoc cref="RecognisePeople.Own"/>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();
}

/// <param name="Capture">Null where nothing has been decided about it.</param>
public sealed record RecognisedMail(IReadOnlyList<RecognisedPerson> People, ItemCapture? Capture);

/// <summary>As many queries as for one mail, whatever the number.</summary>
public sealed class RecogniseSelectionHandler(ICrmDb db, CurrentUser user, KnownPeople known)
{
    /// <returns>One for each that was asked about, in their order.</returns>
    public async Task<IReadOnlyList<RecognisedMail>> HandleAsync(RecogniseSelection asked, CancellationToken ct)
    {
        var everybody = KnownPeople.Distinct(asked.Mails.SelectMany(m => m.People), user, asked.Own);
        var who = await known.OfAsync(everybody, new HashSet<string>(), ct);
        var people = (await who.Matches.RunAsync(db, ct)).Where(p => p.Email is not null)
            .ToDictionary(p => p.Email!, StringComparer.Ordinal);
        var states = await StatesAsync([.. asked.Mails.Select(m => SourceKeys.Mail(m.InternetMessageId)).OfType<string>().Distinct()], ct);
        return [.. asked.Mails.Select(mail =>
        {
            List<RecognisedPerson> there = [.. mail.People.Select(p => EmailAddress.Key(p.Email)).OfType<string>().Distinct()
                .Select(people.GetValueOrDefault).OfType<RecognisedPerson>()];
            return new RecognisedMail(
                there, SourceKeys.Mail(mail.InternetMessageId) is { } key && states.TryGetValue(key, out var state)
                    ? state.Capture.Now(state.IsDeleted, there)
                    : null);
        })];
    }

    private async Task<Dictionary<string, (ItemCapture Capture, bool IsDeleted)>> StatesAsync(string[] keys, CancellationToken ct)
    {
        var entries = await db.CaptureLedger.Where(e => e.UserId == user.Id && e.SourceKey != null && keys.Contains(e.SourceKey))
            .Select(e => new
            {
                e.SourceKey,
                e.DecidedAt,
                State = new ItemCapture(e.Outcome, e.Reason, e.Kind, e.GraphId, e.ActivityId, null),
                IsDeleted = db.Activities.Any(a => a.Id == e.ActivityId && a.IsDeleted),
            })
            .ToListAsync(ct);
        return entries.GroupBy(e => e.SourceKey!, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key, g => g.MaxBy(e => e.DecidedAt) is { } latest ? (latest.State, latest.IsDeleted) : default,
                StringComparer.Ordinal);
    }
}
