namespace Crm.Core.Administration;

public sealed record RemoveField(Guid Id) : ICardRequest
{
    public static string Verb => "field.remove";
}

public sealed class RemoveFieldHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    /// <summary>The field leaves forms and filters; the values stay in the records.</summary>
    public async Task<Result<Guid>> HandleAsync(RemoveField remove, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("custom fields");
        }

        var field = await db.CustomFields.SingleOrDefaultAsync(f => f.Id == remove.Id && !f.IsDeleted, ct);
        if (field is null)
        {
            return Refusal.NotFound("field");
        }

        field.Delete(user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : field.Id;
    }
}
