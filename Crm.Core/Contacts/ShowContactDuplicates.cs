namespace Crm.Core.Contacts;

/// <summary>Which contacts look like the one that the form would make.</summary>
public sealed record ShowContactDuplicates(CreateContact Typed) : ICardRequest
{
    public static string Verb => "contact.doubles";
}

/// <param name="Submission">See <see cref="Editing.FormView"/>.</param>
public sealed record ContactDuplicatesView(CreateContact Typed, IReadOnlyList<LikelyDuplicate> Doubles, string Submission);

public sealed class ShowContactDuplicatesHandler(ContactDuplicates doubles, TimeProvider clock)
{
    public async Task<Result<ContactDuplicatesView>> HandleAsync(ShowContactDuplicates show, CancellationToken ct) =>
        new ContactDuplicatesView(show.Typed, await doubles.FindAsync(ContactIdentity.Of(show.Typed), ct),
            Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
