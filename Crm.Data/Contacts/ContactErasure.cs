using Crm.Core.Contacts;

namespace Crm.Data.Contacts;

/// <summary>erase_person: the tables' owner forgets what roles may not even change.</summary>
internal sealed class ContactErasure(CrmDbContext db) : IErasure
{
    public async Task<(int Removed, int Emptied)> EraseAsync(Guid contactId, bool really, CancellationToken ct)
    {
        var answer = await db.Database.SqlQuery<string>($"select erase_person({contactId}, {really})::text as \"Value\"").SingleAsync(ct);
        using var counts = JsonDocument.Parse(answer);
        return (counts.RootElement.GetProperty("removed").GetInt32(), counts.RootElement.GetProperty("emptied").GetInt32());
    }
}
