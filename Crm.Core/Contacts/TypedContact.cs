namespace Crm.Core.Contacts;

/// <summary>
/// The contact of a form by the name that somebody typed instead of choosing: the one whom the caller sees and who is called so.
/// </summary>
public sealed class TypedContact(ICrmDb db)
{
    private const string Field = "contactId";

    /// <param name="typed">The form's contact: an id, or a name.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<Result<Settled>> SettleAsync(string? typed, CancellationToken ct)
    {
        var name = NormalText.Line(typed);
        if (!NormalText.IsVisible(name) || Guid.TryParse(name, out _))
        {
            return new Settled(typed);
        }

        var (straight, swapped) = (PersonName.Guess(name, null), name);
        var sorted = $"{straight.Last} {straight.First}".Trim();
        var called = await db.Contacts.NotDeleted()
            .Where(c => c.NameFolded == Sql.FoldTyped(sorted) || c.NameFolded == Sql.FoldTyped(swapped))
            .Select(c => c.Id).Take(2).ToListAsync(ct);
        return called switch
        {
            [var only] => new Settled(only.ToString()),
            [] => Refused($"There is no contact “{name}” that you may see. Choose one from the list, or make a new contact first."),
            _ => Refused($"Several contacts are called “{name}”. Choose one from the list."),
        };
    }

    private static Refusal Refused(string why) => Refusal.Invalid(new FieldError(Field, why));

    /// <param name="ContactId">As a form sends it.</param>
    public sealed record Settled(string? ContactId);
}
