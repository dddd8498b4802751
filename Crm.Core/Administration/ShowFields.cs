namespace Crm.Core.Administration;

/// <summary>The tenant's own fields of all kinds of records.</summary>
public sealed record ShowFields : ICardRequest
{
    public static string Verb => "fields";
}

public sealed class ShowFieldsHandler(DefineFieldHandler fields)
{
    public async Task<Result<IReadOnlyList<FieldSeen>>> HandleAsync(ShowFields show, CancellationToken ct)
    {
        var all = new List<FieldSeen>();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            all.AddRange((await fields.ListAsync(kind, ct)).Value);
        }

        return all;
    }
}
