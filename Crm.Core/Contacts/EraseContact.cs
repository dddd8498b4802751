namespace Crm.Core.Contacts;

/// <summary>
/// Forgets a person for good, as data protection law lets them ask: no bin, no undo, and capture does not take them up again.
/// </summary>
public sealed record EraseContact(Guid Id) : ICardRequest
{
    public static string Verb => "contact.erase";
}

/// <param name="Name">Null once it is forgotten: this answer is kept in the command log.</param>
/// <param name="Removed">Captured mails and meetings that go: nobody else from outside is on them.</param>
/// <param name="Emptied">Activities that stay, without the person.</param>
public sealed record Erasure(string? Name, Guid Id, int Removed, int Emptied);

/// <summary>What no use case may do by itself: the database forgets history, bins and command logs as well.</summary>
public interface IErasure
{
    /// <param name="contactId">Whom.</param>
    /// <param name="really">False only counts.</param>
    /// <param name="ct">Cancels it.</param>
    Task<(int Removed, int Emptied)> EraseAsync(Guid contactId, bool really, CancellationToken ct);
}

public sealed class EraseContactHandler(ICrmDb db, CurrentUser user, IErasure erasure) : IChangesData
{
    public Task<Result<Erasure>> HandleAsync(EraseContact erase, CancellationToken ct) => RunAsync(erase.Id, really: true, ct);

    internal async Task<Result<Erasure>> RunAsync(Guid id, bool really, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.NotAllowed("Only an administrator erases a person.");
        }

        // Deleted ones too: the bin holds all that there was.
        var name = await db.Contacts.Where(c => c.Id == id).Select(c => c.FirstName + " " + c.LastName).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return Refusal.NotFound("contact");
        }

        var (removed, emptied) = await erasure.EraseAsync(id, really, ct);
        return new Erasure(really ? null : name, id, removed, emptied);
    }
}
