using Crm.Core.Access;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

public enum DealStatus
{
    Open,
    Won,
    Lost,
    OnHold,
}

public enum Priority
{
    Low,
    Medium,
    High,
    Urgent,
}

/// <summary>A sale in the making: what it is worth, where it stands, when it should close.</summary>
public sealed partial class Deal : OwnedRecord
{
    public const int TitleLength = 255;
    public const int SourceLength = 100;
    public const int LostReasonLength = 500;

    /// <summary>numeric(12,2).</summary>
    public const decimal MaxValue = 9_999_999_999.99m;

    public Guid OwnerId { get; private set; }

    public User? Owner { get; private set; }

    public override bool BelongsTo(Guid person) => OwnerId == person;

    public Guid? CompanyId { get; private set; }

    public Company? Company { get; private set; }

    public Guid? ContactId { get; private set; }

    public Contact? Contact { get; private set; }

    public Guid StageId { get; private set; }

    public PipelineStage? Stage { get; private set; }

    public string Title { get; private set; } = "";

    public string? Description { get; private set; }

    public decimal? Value { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "USD";

    public DateOnly? ExpectedCloseDate { get; private set; }

    /// <summary>0 to 1; null takes the stage's.</summary>
    public decimal? Probability { get; private set; }

    public DealStatus Status { get; private set; }

    public Priority Priority { get; private set; } = Priority.Medium;

    public string? Source { get; private set; }

    public string? LostReason { get; private set; }

    public DateTimeOffset StageEnteredAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public double? BoardRank { get; private set; }

    public DateTimeOffset? LastActivityAt { get; private set; }

    public string TitleFolded { get; private set; } = "";

    public static Deal Titled(string title, PipelineStage stage, CurrentUser owner, DateTimeOffset now)
    {
        var deal = new Deal { Id = Guid.CreateVersion7(now), OwnerId = owner.Id, Title = title, CreatedAt = now, CreatedBy = owner.Id };
        deal.Enter(stage, now);
        return deal;
    }

    public Deal Worth(decimal? value, string currency)
    {
        Value = value;
        Currency = currency;
        return this;
    }

    public Deal For(Guid? companyId, Guid? contactId)
    {
        CompanyId = companyId;
        ContactId = contactId;
        return this;
    }

    public Deal Closing(DateOnly? day, Priority priority)
    {
        ExpectedCloseDate = day;
        Priority = priority;
        return this;
    }

    /// <summary>Moves to a stage; a stage of type WON or LOST closes the deal, any other opens it again, one on hold too.</summary>
    /// <returns>False when the deal stands there already.</returns>
    public bool MoveTo(PipelineStage stage, DateTimeOffset now)
    {
        if (StageId == stage.Id)
        {
            return false;
        }

        Enter(stage, now);
        return true;
    }

    /// <summary>Why this person may not move the deal on: it is somebody else's, or it was changed since they saw it.</summary>
    public Refusal? RefusedTo(CurrentUser user, int? seen) =>
        user.MayChange(this) ? ChangedSince(seen, "deal") : Refusal.BelongsToSomebodyElse("deal");

    /// <summary>Nobody works on it for now: neither won nor lost, and in no forecast.</summary>
    /// <returns>Why it cannot be; null when it is, or was already.</returns>
    public Refusal? PutOnHold() => Turn(DealStatus.OnHold, "put on hold");

    /// <summary>It goes on in the stage where it stood.</summary>
    /// <returns>Why it cannot; null when it is open, or was already.</returns>
    public Refusal? Resume() => Turn(DealStatus.Open, "resumed");

    /// <summary>Only a lost deal has a reason.</summary>
    public void LostBecause(string? reason) => LostReason = Status is DealStatus.Lost ? reason : null;

    private Refusal? Turn(DealStatus status, string done)
    {
        if (Status is DealStatus.Won or DealStatus.Lost)
        {
            var closed = UpperSnake.Label(Status).ToLowerInvariant();
            return Refusal.Invalid(new FieldError("status", $"This deal is {closed} and cannot be {done}. Press Reopen first."));
        }

        Status = status;
        return null;
    }

    private void Enter(PipelineStage stage, DateTimeOffset now)
    {
        StageId = stage.Id;
        StageEnteredAt = now;
        Status = stage.StageType switch
        {
            StageType.Won => DealStatus.Won,
            StageType.Lost => DealStatus.Lost,
            StageType.Lead or StageType.Opportunity => DealStatus.Open,
        };
        ClosedAt = Status is DealStatus.Won or DealStatus.Lost ? now : null;
        if (Status is not DealStatus.Lost)
        {
            LostReason = null;
        }
    }
}
