using Crm.Core.Records;

namespace Crm.Core.Policies;

/// <summary>
/// What the organisation, or one person about their own mailbox, decided about capture. Null and empty leave it to the layer below: the
/// person's lies on the organisation's, that on the host's settings.
/// </summary>
public sealed class CapturePolicyLayer : VersionedEntity
{
    /// <summary>Entries that one list holds at most.</summary>
    public const int MostEntries = 500;

    public const int EntryLength = 320;

    public Guid Id { get; private init; }

    /// <summary>Null is the organisation.</summary>
    public Guid? UserId { get; private init; }

    public CaptureMode? Mode { get; private set; }

    public BodyPart? Body { get; private set; }

    public Handling? BulkMail { get; private set; }

    public Handling? PrivateMeetings { get; private set; }

    public string[] NeverLog { get; private set; } = [];

    public string[] InternalDomains { get; private set; } = [];

    public string[] PrivateCategories { get; private set; } = [];

    public string[] Chosen { get; private set; } = [];

    public string[] LeaveOutFolders { get; private set; } = [];

    public static CapturePolicyLayer Of(Guid? userId, PolicyWishes wishes, DateTimeOffset now)
    {
        var layer = new CapturePolicyLayer { Id = Guid.CreateVersion7(now), UserId = userId, CreatedAt = now, UpdatedAt = now };
        layer.Keep(wishes);
        return layer;
    }

    public void Say(PolicyWishes wishes, DateTimeOffset now)
    {
        Keep(wishes);
        Touch(now);
    }

    private void Keep(PolicyWishes wishes)
    {
        (Mode, Body, BulkMail, PrivateMeetings) = (wishes.Mode, wishes.Body, wishes.BulkMail, wishes.PrivateMeetings);
        (NeverLog, InternalDomains) = ([.. wishes.NeverLog], [.. wishes.InternalDomains]);
        (PrivateCategories, Chosen, LeaveOutFolders) = ([.. wishes.PrivateCategories], [.. wishes.Chosen], [.. wishes.LeaveOutFolders]);
    }

    public PolicyWishes Wishes => new()
    {
        Mode = Mode, Body = Body, BulkMail = BulkMail, PrivateMeetings = PrivateMeetings, NeverLog = NeverLog,
        InternalDomains = InternalDomains, PrivateCategories = PrivateCategories, Chosen = Chosen, LeaveOutFolders = LeaveOutFolders,
    };
}

/// <summary>What a layer says.</summary>
public sealed record PolicyWishes
{
    public CaptureMode? Mode { get; init; }

    public BodyPart? Body { get; init; }

    public Handling? BulkMail { get; init; }

    public Handling? PrivateMeetings { get; init; }

    /// <summary>Addresses and domains in lower case; domains without @.</summary>
    public IReadOnlyList<string> NeverLog { get; init; } = [];

    /// <summary>The organisation's alone.</summary>
    public IReadOnlyList<string> InternalDomains { get; init; } = [];

    public IReadOnlyList<string> PrivateCategories { get; init; } = [];

    public IReadOnlyList<string> Chosen { get; init; } = [];

    public IReadOnlyList<string> LeaveOutFolders { get; init; } = [];
}
