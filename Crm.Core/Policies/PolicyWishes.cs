using Crm.Core.Activities;

namespace Crm.Core.Policies;

/// <summary>What a layer says; null and empty leave it to the layer below. What each member is to people stands in
/// <see cref="PolicySettings"/>.</summary>
public sealed record PolicyWishes
{
    public CaptureMode? Mode { get; init; }

    public BodyPart? Body { get; init; }

    public ItemVisibility? Visibility { get; init; }

    /// <summary>The organisation's alone.</summary>
    public int? KeepDays { get; init; }

    public Handling? BulkMail { get; init; }

    public Handling? PrivateMeetings { get; init; }

    public ContactCreation? NewContacts { get; init; }

    /// <summary>Addresses and domains in lower case; domains without @.</summary>
    public string[] NeverLog { get; init; } = [];

    /// <summary>The organisation's alone.</summary>
    public string[] InternalDomains { get; init; } = [];

    public string[] PrivateCategories { get; init; } = [];

    /// <summary>Categories and folders, by the names people gave them.</summary>
    public string[] Chosen { get; init; } = [];

    public string[] LeaveOutFolders { get; init; } = [];
}
