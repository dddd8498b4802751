namespace Crm.Core.Capture;

/// <summary>Everybody whom a group of the firm's directory reaches, through groups within it as well.</summary>
/// <param name="ObjectIds">Their ids in Entra.</param>
/// <param name="Addresses">In lower case, as far as the directory tells them.</param>
public sealed record GroupMembers(IReadOnlySet<Guid> ObjectIds, IReadOnlySet<string> Addresses)
{
    /// <summary>An address of the firm that may be a group's, whose members the directory does not tell: it may reach anybody.</summary>
    public static GroupMembers Unread { get; } = new(new HashSet<Guid>(), new HashSet<string>()) { IsUnread = true };

    public bool IsUnread { get; private init; }
}

/// <summary>The same, with those who use the CRM.</summary>
/// <param name="Users">Of the CRM.</param>
/// <param name="Addresses"><inheritdoc cref="GroupMembers" path="/param[@name='Addresses']"/></param>
/// <param name="IsUnread">They are all of the CRM's, because nobody knows which.</param>
internal sealed record GroupReach(IReadOnlySet<Guid> Users, IReadOnlySet<string> Addresses, bool IsUnread)
{
    public static async Task<IReadOnlyDictionary<string, GroupReach>> OfAsync(
        ICrmDb db, IReadOnlyDictionary<string, GroupMembers> groups, CancellationToken ct)
    {
        if (groups.Count == 0)
        {
            return new Dictionary<string, GroupReach>();
        }

        var users = await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.Id, u.EntraObjectId, u.EmailLower }).ToListAsync(ct);
        return groups.ToDictionary(
            g => g.Key,
            g => new GroupReach(
                users.Where(u => g.Value.IsUnread || (u.EntraObjectId is { } id && g.Value.ObjectIds.Contains(id))
                    || g.Value.Addresses.Contains(u.EmailLower))
                    .Select(u => u.Id).ToHashSet(),
                g.Value.Addresses, g.Value.IsUnread),
            StringComparer.Ordinal);
    }
}
