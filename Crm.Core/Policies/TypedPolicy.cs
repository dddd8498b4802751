namespace Crm.Core.Policies;

/// <summary>A policy as somebody typed it: lists as lines; what is empty is left to the layer below.</summary>
public abstract record TypedPolicy
{
    /// <summary>The value of <see cref="Whose"/> that means everybody.</summary>
    public const string Organisation = "organisation";

    /// <summary>A choice that is left to the layer below.</summary>
    public const string AsBelow = "AS_BELOW";

    /// <summary>The value of <see cref="Whose"/> that means the people of <see cref="Team"/>.</summary>
    public const string OfTeam = "team";

    /// <summary>"own" (when nothing is said), "team" or "organisation".</summary>
    public string? Whose { get; init; }

    /// <summary>Which team, where it is a team's.</summary>
    public Guid? Team { get; init; }

    /// <summary>Which version of it was changed; 0 for the first.</summary>
    public int Version { get; init; }

    /// <summary>OFF, MANUAL, CHOSEN or ON.</summary>
    public string? Mode { get; init; }

    /// <summary>NONE, PREVIEW or FULL.</summary>
    public string? Body { get; init; }

    /// <summary>CONTACT_HAPPENED, METADATA, SUBJECT or FULL.</summary>
    public string? Visibility { get; init; }

    /// <summary>After how many days captured items are taken out; the organisation's alone.</summary>
    public string? KeepDays { get; init; }

    /// <summary>SKIP or LOG.</summary>
    public string? BulkMail { get; init; }

    /// <summary>SKIP or LOG.</summary>
    public string? PrivateMeetings { get; init; }

    /// <summary>NEVER, WHEN_WE_WROTE_FIRST or ALWAYS.</summary>
    public string? NewContacts { get; init; }

    /// <summary>Addresses and domains.</summary>
    public TypedLines? NeverLog { get; init; }

    /// <summary>The organisation's own domains besides those of its users.</summary>
    public TypedLines? InternalDomains { get; init; }

    /// <summary>Outlook categories that keep an item out.</summary>
    public TypedLines? PrivateCategories { get; init; }

    /// <summary>Folders and categories that are captured while the mode is CHOSEN.</summary>
    public TypedLines? Chosen { get; init; }

    /// <summary>Folders, with all that lies below them.</summary>
    public TypedLines? LeaveOutFolders { get; init; }

    [JsonIgnore]
    public bool IsOfOrganisation => Organisation.Equals(Whose, StringComparison.OrdinalIgnoreCase);

    [JsonIgnore]
    public bool IsOfTeam => OfTeam.Equals(Whose, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whose layer it is. Of a team that is not said, there is none: see <see cref="Refused"/>.</summary>
    public PolicyScope ScopeOf(CurrentUser user) => IsOfOrganisation ? PolicyScope.Organisation
        : IsOfTeam ? PolicyScope.OfTeam(Team ?? Guid.Empty)
        : PolicyScope.OfPerson(user.Id);

    /// <summary>Why this person does not change it; null where they may.</summary>
    public Refusal? Refused(CurrentUser user) => !(IsOfOrganisation || IsOfTeam) || user.IsAdministrator ? null
        : Refusal.IsAnAdministratorsWork(IsOfTeam ? "what a team captures" : "what the organisation captures");

    public Result<PolicyWishes> Read(CurrentUser user)
    {
        if (Refused(user) is { } no)
        {
            return no;
        }

        var (check, wishes) = (new InputReader(user.Locale), new PolicyWishes());
        foreach (var setting in PolicySettings.All.Where(s => IsOfOrganisation || !s.IsOfOrganisation))
        {
            setting.Read(check, this, wishes);
        }

        if (wishes is { Mode: CaptureMode.Chosen, Chosen: [] })
        {
            check.Fail("chosen", "Name the folders or categories that are captured.");
        }

        return check.Refusal is { } refusal ? refusal : wishes;
    }
}
