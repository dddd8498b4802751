namespace Crm.Core.Help;

/// <summary>What can be said and pressed, with examples that work on the person's own records.</summary>
public sealed record ShowHelp : ICardRequest
{
    public static string Verb => "help";
}

/// <param name="Contact">First and last name of somebody of the person's; null while there is nobody.</param>
/// <param name="Company">A company of the person's.</param>
/// <param name="Stage">The stage in which most people look: the second of the pipeline.</param>
public sealed record HelpView(string? Contact, string? Company, string? Stage);

public sealed class ShowHelpHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<HelpView>> HandleAsync(ShowHelp show, CancellationToken ct) => new HelpView(
        await db.Contacts.NotDeleted().Where(c => c.OwnerId == user.Id).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id)
            .Select(c => c.FirstName + " " + c.LastName).FirstOrDefaultAsync(ct),
        await db.Companies.NotDeleted().Where(c => c.OwnerId == user.Id).OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id)
            .Select(c => c.Name).FirstOrDefaultAsync(ct),
        await db.Stages.Where(s => s.IsActive).OrderBy(s => s.Position).ThenBy(s => s.Id).Skip(1).Select(s => s.Name)
            .FirstOrDefaultAsync(ct));
}
