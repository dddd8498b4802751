namespace Crm.Core.Access;

/// <summary>A sales person. Columns email, name, image, email_verified are Auth.js compatible; identity is the Entra object id.</summary>
public sealed class User
{
    public const int EmailLength = 255;
    public const int NameLength = 255;

    public Guid Id { get; private init; }

    public string Email { get; private set; } = "";

    public string? Name { get; private set; }

    public Role Role { get; private set; }

    public DateTimeOffset? EmailVerified { get; private set; }

    public string? Image { get; private set; }

    public Guid? EntraTenantId { get; private set; }

    public Guid? EntraObjectId { get; private set; }

    public string Timezone { get; private set; } = "UTC";

    public string Locale { get; private set; } = "en";

    public string Preferences { get; private set; } = "{}";

    public bool IsActive { get; private set; } = true;

    public DateTimeOffset? LastLoginAt { get; private set; }

    public string EmailLower { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public int Version { get; private set; } = 1;

    public bool IsDeleted { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public Guid? DeletedBy { get; private set; }

    public static User FromEntra(Guid tenantId, Guid objectId, string name, string email, Role role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EntraTenantId = tenantId,
        EntraObjectId = objectId,
        Name = name,
        Email = email,
        Role = role,
        CreatedAt = now,
        UpdatedAt = now,
    };

    public User Living(string timezone, string locale)
    {
        Timezone = timezone;
        Locale = locale;
        return this;
    }
}
