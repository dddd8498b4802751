using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Exports;

internal sealed record CompanyRow(Company C, string? Owner) : IExportRow
{
    public static readonly Expression<Func<Company, CompanyRow>> Of = c => new CompanyRow(c, c.Owner!.Email);

    public static IReadOnlyList<string> Headers =>
    [
        ExportRecords.IdHeader, "Name", "Domain", "Website", "Phone", "Email", "Industry", "Size", "Status", "Source", "Revenue", "Revenue currency", "Employees",
        "Description", "Address", "Address 2", "City", "State", "Postal code", "Country", "LinkedIn", "Owner",
    ];

    public Dictionary<string, JsonElement> Custom => C.Custom;

    public IEnumerable<object?> Cells() =>
    [
        C.Id, C.Name, C.Domain, C.Website, C.Phone, C.Email, C.Industry, C.CompanySize, C.Status, C.Source, C.AnnualRevenue, C.RevenueCurrency, C.EmployeeCount,
        C.Description, C.AddressLine1, C.AddressLine2, C.City, C.State, C.PostalCode, C.Country, C.LinkedInUrl, Owner,
    ];
}

internal sealed record ContactRow(Contact C, Guid? CompanyId, string? Company, string? Owner) : IExportRow
{
    public static readonly Expression<Func<Contact, ContactRow>> Of = c => new ContactRow(c, c.Company!.Id, c.Company.Name, c.Owner!.Email);

    public static IReadOnlyList<string> Headers =>
    [
        ExportRecords.IdHeader, "First name", "Last name", "Email", "Phone", "Mobile", "Job title", "Department", "Preferred contact", "Status", "Lead source",
        "LinkedIn", "Twitter", "Notes", "City", "Country", "Do not contact", "Company", "Company id", "Owner",
    ];

    public Dictionary<string, JsonElement> Custom => C.Custom;

    public IEnumerable<object?> Cells() =>
    [
        C.Id, C.FirstName, C.LastName, C.Email, C.Phone, C.Mobile, C.JobTitle, C.Department, C.PreferredContact, C.Status, C.LeadSource,
        C.LinkedInUrl, C.TwitterHandle, C.Notes, C.City, C.Country, C.DoNotContact, Company, CompanyId, Owner,
    ];
}

internal sealed record DealRow(Deal D, string Stage, Guid? CompanyId, string? Company, Guid? ContactId, string? Contact, string? ContactEmail, string? Owner) : IExportRow
{
    public static readonly Expression<Func<Deal, DealRow>> Of = d => new DealRow(
        d, d.Stage!.Name, d.Company!.Id, d.Company.Name, d.Contact!.Id, d.Contact.FirstName + " " + d.Contact.LastName, d.Contact.Email, d.Owner!.Email);

    public static IReadOnlyList<string> Headers =>
    [
        ExportRecords.IdHeader, "Title", "Value", "Currency", "Stage", "Status", "Expected close", "Closed on", "Probability", "Priority",
        "Source", "Description", "Lost reason", "Company", "Company id", "Contact", "Contact email", "Contact id", "Owner",
    ];

    public Dictionary<string, JsonElement> Custom => D.Custom;

    public IEnumerable<object?> Cells() =>
    [
        D.Id, D.Title, D.Value, D.Currency, Stage, D.Status, D.ExpectedCloseDate, D.ClosedAt, D.Probability, D.Priority,
        D.Source, D.Description, D.LostReason, Company, CompanyId, ContactId is null ? null : Contact, ContactEmail, ContactId, Owner,
    ];
}

/// <summary>Activities go out only: what happened is captured or logged, not imported.</summary>
internal sealed record ActivityRow(Activity A, string? Company, Guid? ContactId, string? Contact, string? Deal, string? Owner) : IExportRow
{
    public static readonly Expression<Func<Activity, ActivityRow>> Of = a => new ActivityRow(
        a, a.Company!.Name, a.Contact!.Id, a.Contact.FirstName + " " + a.Contact.LastName, a.Deal!.Title, a.Owner!.Email);

    public static IReadOnlyList<string> Headers =>
    [
        ExportRecords.IdHeader, "Type", "Subject", "Body", "Direction", "Status", "Priority", "Occurred", "Ends", "Due", "Completed", "Location", "Company", "Contact", "Deal", "Owner",
    ];

    public Dictionary<string, JsonElement> Custom => A.Custom;

    public IEnumerable<object?> Cells() =>
    [
        A.Id, A.Type, A.Subject, A.Body, A.Direction, A.Status, A.Priority, A.OccurredOn ?? (object)A.OccurredAt,
        A.OccurredOn is not null && A.EndsAt is { } last ? DateOnly.FromDateTime(last.UtcDateTime) : A.EndsAt, A.DueOn ?? (object?)A.DueDate, A.CompletedAt, A.Location,
        Company, ContactId is null ? null : Contact, Deal, Owner,
    ];
}
