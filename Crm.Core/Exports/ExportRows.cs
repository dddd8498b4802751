using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Exports;

internal sealed record CompanyRow(Company C, string? Owner) : IExportRow<CompanyRow>
{
    public static readonly Expression<Func<Company, CompanyRow>> Of = c => new CompanyRow(c, c.Owner!.Email);

    public static IReadOnlyList<ExportColumn<CompanyRow>> Columns { get; } =
    [
        new(ExportRecords.IdHeader, r => r.C.Id),
        .. ExportColumn<CompanyRow>.Declared(Company.Fields.All, r => r.C, placed: []),
        new("Owner", r => r.Owner),
    ];

    public Dictionary<string, JsonElement> Custom => C.Custom;
}

internal sealed record ContactRow(Contact C, Guid? CompanyId, string? Company, string? Owner) : IExportRow<ContactRow>
{
    public static readonly Expression<Func<Contact, ContactRow>> Of = c => new ContactRow(c, c.Company!.Id, c.Company.Name, c.Owner!.Email);

    public static IReadOnlyList<ExportColumn<ContactRow>> Columns { get; } =
    [
        new(ExportRecords.IdHeader, r => r.C.Id),
        .. ExportColumn<ContactRow>.Declared(Contact.Fields.All, r => r.C, placed: []),
        new("Company", r => r.Company), new("Company id", r => r.CompanyId), new("Owner", r => r.Owner),
    ];

    public Dictionary<string, JsonElement> Custom => C.Custom;
}

internal sealed record DealRow(
    Deal D, string Stage, Guid? CompanyId, string? Company, Guid? ContactId, string? Contact, string? ContactEmail, string? Owner)
        : IExportRow<DealRow>
{
    public static readonly Expression<Func<Deal, DealRow>> Of = d => new DealRow(
        d, d.Stage!.Name, d.Company!.Id, d.Company.Name, d.Contact!.Id, d.Contact.FirstName + " " + d.Contact.LastName, d.Contact.Email,
        d.Owner!.Email);

    private static readonly IReadOnlyList<ExportColumn<DealRow>> First =
    [
        Declared(Deal.Fields.Title), Declared(Deal.Fields.Value), Declared(Deal.Fields.Currency),
        new("Stage", r => r.Stage), new("Status", r => r.D.Status),
        Declared(Deal.Fields.ExpectedClose), new("Closed on", r => r.D.ClosedAt),
    ];

    public static IReadOnlyList<ExportColumn<DealRow>> Columns { get; } =
    [
        new(ExportRecords.IdHeader, r => r.D.Id),
        .. First,
        .. ExportColumn<DealRow>.Declared(Deal.Fields.All, r => r.D, placed: First),
        new("Company", r => r.Company), new("Company id", r => r.CompanyId), new("Contact", r => r.ContactId is null ? null : r.Contact),
        new("Contact email", r => r.ContactEmail), new("Contact id", r => r.ContactId), new("Owner", r => r.Owner),
    ];

    public Dictionary<string, JsonElement> Custom => D.Custom;

    private static ExportColumn<DealRow> Declared(Fields.RecordField<Deal> field) => new(field.Header, r => field.Get(r.D));
}

/// <summary>Activities go out only: what happened is captured or logged, not imported.</summary>
internal sealed record ActivityRow(Activity A, string? Company, Guid? ContactId, string? Contact, string? Deal, string? Owner)
    : IExportRow<ActivityRow>
{
    public static readonly Expression<Func<Activity, ActivityRow>> Of = a => new ActivityRow(
        a, a.Company!.Name, a.Contact!.Id, a.Contact.FirstName + " " + a.Contact.LastName, a.Deal!.Title, a.Owner!.Email);

    private static readonly IReadOnlyList<ExportColumn<ActivityRow>> First =
    [
        new("Type", r => r.A.Type), Declared(Activity.Fields.Subject), Declared(Activity.Fields.Notes),
        new("Direction", r => r.A.Direction),
        new("Status", r => r.A.Status), Declared(Activity.Fields.Priority), new("Occurred", r => r.A.OccurredOn ?? (object)r.A.OccurredAt),
        new("Ends", r => r.A.OccurredOn is not null && r.A.EndsAt is { } last ? DateOnly.FromDateTime(last.UtcDateTime) : r.A.EndsAt),
        new("Due", r => r.A.DueOn ?? (object?)r.A.DueDate), new("Completed", r => r.A.CompletedAt),
    ];

    public static IReadOnlyList<ExportColumn<ActivityRow>> Columns { get; } =
    [
        new(ExportRecords.IdHeader, r => r.A.Id),
        .. First,
        .. ExportColumn<ActivityRow>.Declared(Activity.Fields.All, r => r.A, placed: First),
        new("Company", r => r.Company), new("Contact", r => r.ContactId is null ? null : r.Contact),
        new("Deal", r => r.Deal), new("Owner", r => r.Owner),
    ];

    public Dictionary<string, JsonElement> Custom => A.Custom;

    private static ExportColumn<ActivityRow> Declared(Fields.RecordField<Activity> field) => new(field.Header, r => field.Get(r.A));
}
