using System.Linq.Expressions;
using Crm.Core.Filtering;

namespace Crm.Core.Activities;

/// <summary>What activities are filtered and sorted by.</summary>
public static class ActivityFields
{
    public static FieldCatalog<Activity> Catalog(IEnumerable<FieldOption> people)
    {
        var when = Field("when", FieldKind.Moment, a => a.OccurredAt) with { Aliases = ["date", "occurred"] };
        return new FieldCatalog<Activity>(
            "activities",
            [
                Field("subject", FieldKind.Text, a => Sql.Fold(a.Subject)),
                Field("type", FieldKind.Select, a => a.Type) with { Options = FieldOption.AllOf<ActivityType>() },
                Field("status", FieldKind.Select, a => a.Status) with { Options = FieldOption.AllOf<ActivityStatus>() },
                Field("company", FieldKind.Text, a => a.Company!.NameFolded),
                Field("contact", FieldKind.Text, a => a.Contact!.SearchFolded),
                Field("deal", FieldKind.Text, a => a.Deal!.TitleFolded),
                Field("due", FieldKind.Moment, a => a.DueDate),
                Field("owner", FieldKind.User, a => a.OwnerId) with { Options = [.. people] },
                when,
            ],
            when,
            DefaultDescending: true,
            a => a.Id);
    }

    private static FilterField Field<TValue>(string name, FieldKind kind, Expression<Func<Activity, TValue>> column) => new(name, kind, column);
}
