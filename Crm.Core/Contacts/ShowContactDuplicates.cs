namespace Crm.Core.Contacts;

/// <summary>Which contacts look like the one that the form would make.</summary>
public sealed record ShowContactDuplicates(CreateContact? Typed = null) : ICardRequest
{
    public static string Verb => "contact.doubles";
}

/// <param name="Submission">See <see cref="Editing.FormView"/>.</param>
public sealed record ContactDuplicatesView(CreateContact Typed, IReadOnlyList<LikelyDuplicate> Doubles, string Submission);

public sealed class ShowContactDuplicatesHandler(ContactDuplicates doubles, TimeProvider clock)
{
    public async Task<Result<ContactDuplicatesView>> HandleAsync(ShowContactDuplicates show, CancellationToken ct) =>
        show.Typed is { } typed
        ? new ContactDuplicatesView(
            typed, await doubles.FindAsync(ContactIdentity.Of(typed), ct), Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"))
        : Refusal.UnreadableCard();
}
