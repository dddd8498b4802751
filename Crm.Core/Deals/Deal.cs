using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Pipeline;
using Field = Crm.Core.Fields.Declare<Crm.Core.Deals.Deal>;

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
    public const int LostReasonLength = 500;

    /// <summary>Beside an input for the stage.</summary>
    public const string StageNeeded = "Please choose a stage of the pipeline.";

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

    /// <summary>Who else is in the running, or won it.</summary>
    public string? Competitor { get; private set; }

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
            var closed = UpperSnakeCase.Label(Status).ToLowerInvariant();
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

    /// <summary>Each field once; stage and status follow from moves, so that their history is kept.</summary>
    public static class Fields
    {
        private const FieldUse Typed = FieldUse.Created | FieldUse.Edited | FieldUse.Filtered | FieldUse.InFiles;

        public static readonly RecordField<Deal, string> Title =
            Field.Required("title", "Title", TitleLength, d => d.Title, (d, v) => d.Title = v) with
        {
            Use = Typed, Missing = "A deal needs a title.", FilteredBy = Of(d => d.TitleFolded), Aliases = ["name"],
            Synonyms = ["name", "deal name", "deal", "deal title", "opportunity name", "opportunity"],
        };

        public static readonly RecordField<Deal, decimal?> Value =
            Field.Amount("value", "Value", digits: 12, d => d.Value, (d, v) => d.Value = v) with
        {
            Use = Typed, Placeholder = "12,500", Aliases = ["amount"], Filtering = f => f with { UnitOfTotal = Of(d => d.Currency) },
            Synonyms = ["amount", "deal value", "deal amount", "betrag", "wert"],
        };

        public static readonly RecordField<Deal, string?> Currency =
            Field.Currency("currency", "Currency", d => d.Currency, (d, v) => d.Currency = v ?? d.Currency) with
        {
            Use = Typed, Synonyms = ["currency code", "currency of value", "deal currency", "währung"],
        };

        public static readonly RecordField<Deal, DateOnly?> ExpectedClose =
            Field.Date("expectedCloseDate", "Expected close", d => d.ExpectedCloseDate, (d, v) => d.ExpectedCloseDate = v) with
        {
            Use = Typed, Noun = "expected close date", Aliases = ["close date", "closing", "close"],
            Synonyms = ["expected close date", "close date", "closing date", "forecast close date"],
        };

        public static readonly RecordField<Deal, decimal?> Probability =
            Field.Share("probability", "Probability", d => d.Probability, (d, v) => d.Probability = v) with
        {
            Use = Typed & ~FieldUse.Created, Placeholder = "35% – empty takes the stage's",
            FilteredBy = Of(d => d.Probability ?? d.Stage!.Probability),
            Synonyms = ["probability (%)", "deal probability", "win probability"],
        };

        public static readonly RecordField<Deal, Priority> Priority =
            Field.OneOf("priority", "Priority", Deals.Priority.Medium, d => d.Priority, (d, v) => d.Priority = v) with
        {
            Use = Typed, Synonyms = ["deal priority"],
        };

        public static readonly RecordField<Deal, string?> Source =
            Field.Text("source", "Source", 100, d => d.Source, (d, v) => d.Source = v) with
        {
            Use = (Typed & ~FieldUse.Created) | FieldUse.Shown, Synonyms = ["lead source", "deal source"],
        };

        public static readonly RecordField<Deal, string?> Competitor =
            Field.Text("competitor", "Competitor", 100, d => d.Competitor, (d, v) => d.Competitor = v) with
        {
            Use = Typed | FieldUse.Shown, Aliases = ["competitors"],
            Synonyms = ["competitors", "main competitor", "main competitor(s)", "competition", "wettbewerber"],
        };

        public static readonly RecordField<Deal, string?> Description =
            Field.LongText("description", "Description", 20_000, d => d.Description, (d, v) => d.Description = v) with
        {
            Use = FieldUse.Edited | FieldUse.Shown | FieldUse.InFiles, Synonyms = ["deal description", "notes", "note", "next step"],
        };

        public static readonly RecordField<Deal, string?> LostReason =
            Field.Text("lostReason", "Lost reason", LostReasonLength, d => d.LostReason, set: null) with
        {
            Use = FieldUse.Shown | FieldUse.Filtered | FieldUse.InFiles, Synonyms = ["closed lost reason", "loss reason"],
        };

        public static readonly RecordField<Deal, Guid?> Company =
            Field.Link("companyId", "Company", LinkTo.Company, d => d.CompanyId, (d, v) => d.CompanyId = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited,
        };

        public static readonly RecordField<Deal, Guid?> Contact =
            Field.Link("contactId", "Contact", LinkTo.Contact, d => d.ContactId, (d, v) => d.ContactId = v) with
        {
            Use = FieldUse.Created | FieldUse.Edited,
        };

        public static readonly RecordField<Deal, Guid> Owner =
            Field.Person("ownerId", "Owner", d => d.OwnerId, (d, v) => d.OwnerId = v) with { Use = FieldUse.Edited };

        public static readonly RecordFields<Deal> All = new(
            Title, Value, Currency, ExpectedClose, Probability, Priority, Source, Competitor, Description, LostReason, Company, Contact,
                Owner);

        private static LambdaExpression Of<TValue>(Expression<Func<Deal, TValue>> column) => column;
    }
}
