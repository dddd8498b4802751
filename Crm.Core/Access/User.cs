using System.Text.Json.Nodes;

namespace Crm.Core.Access;

/// <summary>A sales person. Columns email, name, image, email_verified are Auth.js compatible; identity is the Entra object id.</summary>
public sealed class User
{
    public const int EmailLength = 255;
    public const int NameLength = 255;

    /// <summary>What stands there until somebody or something says where the person lives.</summary>
    public const string UnknownTimezone = "UTC";

    private const string UnknownLocale = "en";
    private const string HomeKey = "home";
    private const string RemindersKey = "reminders";
    private const string Off = "off";

    public Guid Id { get; private init; }

    public string Email { get; private set; } = "";

    public string? Name { get; private set; }

    public Role Role { get; private set; }

    public DateTimeOffset? EmailVerified { get; private set; }

    public string? Image { get; private set; }

    public Guid? EntraTenantId { get; private set; }

    public Guid? EntraObjectId { get; private set; }

    public string Timezone { get; private set; } = UnknownTimezone;

    public string Locale { get; private set; } = UnknownLocale;

    public string Preferences { get; private set; } = "{}";

    /// <summary>Whether the bot writes to this person of its own accord when a task falls due.</summary>
    public bool WantsReminders => (string?)JsonNode.Parse(Preferences)?[RemindersKey] != Off;

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

    /// <summary>Said by the person: from now on no client's word counts against it.</summary>
    public void Choose(string timezone, string locale) => Prefer(HomeKey, "chosen").Living(timezone, locale);

    public void RemindedInChat(bool wanted) => Prefer(RemindersKey, wanted ? "on" : Off);

    /// <summary>Where a client says that the person is; counts once, and only while nobody has set anything else.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TryArrive(string timezone, string? locale)
    {
        if (Timezone != UnknownTimezone || JsonNode.Parse(Preferences)?[HomeKey] is not null)
        {
            return false;
        }

        Prefer(HomeKey, "client").Living(timezone, Locale == UnknownLocale && locale is not null ? locale : Locale);
        return true;
    }

    private User Prefer(string key, string value)
    {
        var preferences = JsonNode.Parse(Preferences)?.AsObject() ?? [];
        preferences[key] = value;
        Preferences = preferences.ToJsonString();
        return this;
    }
}
