using Crm.Core.Access;
using Crm.Core.Input;
using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>A policy as somebody typed it: lists as lines; what is empty is left to the layer below.</summary>
public abstract record TypedPolicy
{
    /// <summary>The value of <see cref="Whose"/> that means everybody.</summary>
    public const string Organisation = "organisation";

    /// <summary>A choice that is left to the layer below.</summary>
    public const string AsBelow = "AS_BELOW";

    /// <summary>"own" or "organisation".</summary>
    public string? Whose { get; init; }

    /// <summary>Which version of it was changed; 0 for the first.</summary>
    public int Version { get; init; }

    /// <summary>OFF, MANUAL, CHOSEN or ON.</summary>
    public string? Mode { get; init; }

    /// <summary>NONE, PREVIEW or FULL.</summary>
    public string? Body { get; init; }

    /// <summary>SKIP or LOG.</summary>
    public string? BulkMail { get; init; }

    /// <summary>SKIP or LOG.</summary>
    public string? PrivateMeetings { get; init; }

    public string? NeverLog { get; init; }

    public string? InternalDomains { get; init; }

    public string? PrivateCategories { get; init; }

    public string? Chosen { get; init; }

    public string? LeaveOutFolders { get; init; }

    internal bool IsOfOrganisation => Organisation.Equals(Whose, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whose layer it is; null is the organisation's.</summary>
    internal Guid? UserOf(CurrentUser user) => IsOfOrganisation ? null : user.Id;

    internal Result<PolicyWishes> Read(CurrentUser user)
    {
        if (IsOfOrganisation && !user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("what the organisation captures");
        }

        var check = new InputReader(user.Locale);
        var wishes = new PolicyWishes
        {
            Mode = check.OneOf<CaptureMode>("mode", Said(Mode), "what is captured"),
            Body = check.OneOf<BodyPart>("body", Said(Body), "how much text is kept"),
            BulkMail = check.OneOf<Handling>("bulkMail", Said(BulkMail), "newsletters"),
            PrivateMeetings = check.OneOf<Handling>("privateMeetings", Said(PrivateMeetings), "private meetings"),
            NeverLog = PolicyLists.Entries(check, "neverLog", NeverLog),
            InternalDomains = IsOfOrganisation ? PolicyLists.Domains(check, "internalDomains", InternalDomains) : [],
            PrivateCategories = PolicyLists.Names(check, "privateCategories", PrivateCategories),
            Chosen = PolicyLists.Names(check, "chosen", Chosen),
            LeaveOutFolders = PolicyLists.Names(check, "leaveOutFolders", LeaveOutFolders),
        };
        if (wishes is { Mode: CaptureMode.Chosen, Chosen.Count: 0 })
        {
            check.Fail("chosen", "Name the folders or categories that are captured.");
        }

        return check.Refusal is { } refusal ? refusal : wishes;
    }

    /// <summary>As a field shows it; null is left to the layer below.</summary>
    internal static string? Code<T>(T? value)
        where T : struct, Enum => value is { } said ? UpperSnakeCase.Of(said) : null;

    private static string? Said(string? choice) => choice == AsBelow ? null : choice;
}
