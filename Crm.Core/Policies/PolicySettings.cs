using Crm.Core.Activities;

namespace Crm.Core.Policies;

/// <summary>All that a policy says, in the order of the form. Form, API, saving, preview and layers read it from here.</summary>
public static class PolicySettings
{
    public static readonly PolicySetting Mode = new PolicyChoice<CaptureMode>(
        nameof(PolicyWishes.Mode), "What is captured", "what is captured", PolicyWords.Mode);

    public static readonly PolicySetting Chosen = new PolicyList(
        nameof(PolicyWishes.Chosen), "Only from these folders and categories", "Customers", PolicyLists.Names) { IsReplacedByOwn = true };

    public static readonly PolicySetting NeverLog = new PolicyList(
        nameof(PolicyWishes.NeverLog), "Never log these addresses and domains", "ann@litware.com, litware.com", PolicyLists.Entries);

    public static readonly PolicySetting LeaveOutFolders = new PolicyList(
        nameof(PolicyWishes.LeaveOutFolders), "Leave these folders out", "Family", PolicyLists.Names);

    public static readonly PolicySetting PrivateCategories = new PolicyList(
        nameof(PolicyWishes.PrivateCategories), "Keep these categories out", "Personal", PolicyLists.Names);

    public static readonly PolicySetting Body = new PolicyChoice<BodyPart>(
        nameof(PolicyWishes.Body), "Text that is kept of a mail", "how much text is kept", PolicyWords.Body);

    public static readonly PolicySetting Visibility = new PolicyChoice<ItemVisibility>(
        nameof(PolicyWishes.Visibility), "What others see of it, managers too", "what others see", PolicyWords.Visibility);

    public static readonly PolicySetting BulkMail = new PolicyChoice<Handling>(
        nameof(PolicyWishes.BulkMail), "Newsletters and bulk mail", "newsletters", PolicyWords.Handling);

    public static readonly PolicySetting PrivateMeetings = new PolicyChoice<Handling>(
        nameof(PolicyWishes.PrivateMeetings), "Meetings marked private", "private meetings", PolicyWords.Handling);

    public static readonly PolicySetting NewContacts = new PolicyChoice<ContactCreation>(
        nameof(PolicyWishes.NewContacts), "New contacts", "of whom contacts are made", PolicyWords.NewContacts);

    public static readonly PolicySetting InternalDomains = new PolicyList(
        nameof(PolicyWishes.InternalDomains), "Our own domains, besides those of our users", "contoso.com", PolicyLists.Domains)
    { IsOfOrganisation = true };

    public static readonly PolicySetting KeepDays = new PolicyDays(
        nameof(PolicyWishes.KeepDays), "Take captured mail and meetings out after so many days", CapturePolicy.MostDays)
    { IsOfOrganisation = true };

    public static IReadOnlyList<PolicySetting> All { get; } =
    [
        Mode, Chosen, NeverLog, LeaveOutFolders, PrivateCategories, Body, Visibility, BulkMail, PrivateMeetings, NewContacts,
        InternalDomains, KeepDays,
    ];

    /// <summary>A layer as the fields show it.</summary>
    public static T Shown<T>(PolicyWishes wishes, T into)
        where T : TypedPolicy
    {
        foreach (var setting in All)
        {
            setting.Show(wishes, into);
        }

        return into;
    }

    /// <summary>What counts for a person: what the team says over the organisation, and what they say themselves over that.</summary>
    internal static CapturePolicy Layered(CapturePolicy host, PolicyWishes? firm, PolicyWishes? team, PolicyWishes? own)
    {
        var policy = host.Copy();
        foreach (var setting in All)
        {
            setting.Layer(host, firm, setting.IsOfOrganisation ? null : team, policy);
            setting.Layer(policy, null, setting.IsOfOrganisation ? null : own, policy);
        }

        return policy;
    }
}
