using Crm.Core.Catalogs;
using static Crm.Core.Filtering.FieldsOf<Crm.Core.Activities.Activity>;

namespace Crm.Core.Activities;

/// <summary>What activities are filtered, sorted and grouped by; the fields of what they are about too.</summary>
public static class ActivityFields
{
    public const string Owner = "owner";
    public const string AssignedTo = "assigned to";

    private static readonly FilterField When = Field("when", FieldKind.Moment, a => a.OccurredAt) with
    {
        Aliases = ["date", "occurred"], WholeDay = Of(a => a.OccurredOn),
    };

    private static readonly IReadOnlyList<FilterField> Placed =
    [
        Activity.Fields.Subject.Filter,
        Field("type", FieldKind.Select, a => a.Type) with { Options = FieldOption.AllOf<ActivityType>(), HasPartialIndexes = true },
        Field("status", FieldKind.Select, a => a.Status) with { Options = FieldOption.AllOf<ActivityStatus>(), HasPartialIndexes = true },
        Activity.Fields.Priority.Filter,
        Field("direction", FieldKind.Select, a => a.Direction) with { Options = FieldOption.AllOf<Direction>() },
        When,
        Field("due", FieldKind.Moment, a => a.DueDate) with { Aliases = ["due date"], WholeDay = Of(a => a.DueOn) },
        Field("completed", FieldKind.Moment, a => a.CompletedAt),
        Activity.Fields.Minutes.Filter,
        Field("captured", FieldKind.Select, a => a.SourceKey != null) with { Options = FieldOption.YesNo },
        Field("company", FieldKind.Text, a => a.Company!.NameFolded),
        Field("company industry", FieldKind.Text, a => a.Company!.IndustryFolded),
        Field("contact", FieldKind.Text, a => a.Contact!.NameFolded) with
        {
            Shown = new ShownText(Of(a => Sql.Fold(a.Contact!.FirstName + " " + a.Contact!.LastName)), Of(a => a.Contact!.SearchFolded)),
        },
        Field("contact email", FieldKind.Text, a => a.Contact!.EmailLower) with { Aliases = ["contact e-mail"], IsFolded = false },
        Field("deal", FieldKind.Text, a => a.Deal!.TitleFolded),
        Field("deal stage", FieldKind.Select, a => (Guid?)a.Deal!.StageId) with { Order = Of(a => (int?)a.Deal!.Stage!.Position) },
        Field(Owner, FieldKind.User, a => a.OwnerId) with { Order = Of(a => a.Owner!.Name) },
        Field(AssignedTo, FieldKind.User, a => a.AssignedToId)
            with { Aliases = ["assigned", "assignee"], Order = Of(a => a.AssignedTo!.Name) },
        Created,
        Updated,
    ];

    private static readonly IReadOnlyList<FilterField> Columns = [.. Placed, .. Activity.Fields.All.FiltersBeside(Placed)];

    public static FieldCatalog<Activity> Catalog(FieldContext context) =>
        context.Catalog<Activity>(RecordKind.Activity, context.Offer(Columns), When, descending: true);
}
