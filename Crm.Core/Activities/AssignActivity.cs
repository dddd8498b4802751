namespace Crm.Core.Activities;

public sealed record AssignActivity(Guid Id, Guid PersonId, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.assign";
}

public sealed class AssignActivityHandler(ICrmDb db, ActivityWriter write) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(AssignActivity assign, CancellationToken ct) =>
        await db.Users.AnyAsync(u => u.Id == assign.PersonId && u.IsActive && !u.IsDeleted, ct)
            ? await write.ChangeAsync(assign.Id, assign.Version, activity => activity.AssignTo(assign.PersonId), ct)
            : Refusal.Invalid(new FieldError("personId", Refusal.NoSuchPerson));
}
