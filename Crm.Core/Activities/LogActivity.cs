using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Editing;
using Crm.Core.Input;
using Crm.Core.Records;
using Crm.Core.Times;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities;

/// <summary>Something that happened, as somebody typed it: a call, a meeting, a note.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record LogActivity(
    string? Type = null, string? Subject = null, string? Body = null, string? HappenedAt = null, string? Minutes = null,
    string? CompanyId = null,
    string? ContactId = null, string? DealId = null, JsonElement? Custom = null) : ICardRequest
{
    public static string Verb => "activity.log";
}

/// <summary>Something to do: a task, a call, a meeting, for oneself or for a colleague.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record PlanActivity(
    string? Type = null, string? Subject = null, string? Body = null, string? Due = null, string? Priority = null,
    string? AssignedToId = null, string? CompanyId = null,
    string? ContactId = null, string? DealId = null, JsonElement? Custom = null) : ICardRequest
{
    public static string Verb => "activity.plan";
}

public sealed class WriteActivityHandler(ICrmDb db, CurrentUser user, TenantFields fields, TimeProvider clock)
{
    public async Task<Result<ActivityView>> LogAsync(LogActivity typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var type = check.OneOf<ActivityType>("type", typed.Type, "the kind of activity") ?? ActivityType.Note;
        var subject = Activity.Fields.Subject.Read(check, typed.Subject);
        var body = Activity.Fields.Notes.Read(check, typed.Body);
        var minutes = check.Whole("minutes", typed.Minutes, "The minutes");
        var now = clock.GetUtcNow();
        var happened = ActivityTime.Happened(check, "happenedAt", typed.HappenedAt, ActivityTime.ClockOf(user, now))
            ?? new DayOrMoment(default, now);
        if (type is ActivityType.Task)
        {
            check.Fail("type", "A task is planned, not logged.");
        }

        var links = await LinksAsync(check, typed.CompanyId, typed.ContactId, typed.DealId, ct);
        var custom = await fields.NewAsync(check, RecordKind.Activity, typed.Custom, ct);
        return check.Refusal is { } refusal ? refusal
            : await SaveAsync(
                Activity.Noted(type, subject, body, user, now).Lasting(minutes, happened).About(links.Company, links.Contact, links.Deal),
                custom, check, ct);
    }

    public async Task<Result<ActivityView>> PlanAsync(PlanActivity typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var type = check.OneOf<ActivityType>("type", typed.Type, "the kind of activity") ?? ActivityType.Task;
        var subject = Activity.Fields.Subject.Read(check, typed.Subject);
        var body = Activity.Fields.Notes.Read(check, typed.Body);
        var due = ActivityTime.Due(check, "due", typed.Due, ActivityTime.ClockOf(user, clock.GetUtcNow()));
        var priority = Activity.Fields.Priority.ReadNew(check, typed.Priority);
        var assignee = check.Id("assignedToId", typed.AssignedToId, "a person");
        if (assignee is { } person && !await db.Users.AnyAsync(u => u.Id == person && u.IsActive && !u.IsDeleted, ct))
        {
            check.Fail("assignedToId", "This person is not there.");
        }

        var links = await LinksAsync(check, typed.CompanyId, typed.ContactId, typed.DealId, ct);
        var custom = await fields.NewAsync(check, RecordKind.Activity, typed.Custom, ct);
        return check.Refusal is { } refusal ? refusal
            : await SaveAsync(
                Activity.Planned(type, subject, body, priority, due, user, assignee, clock.GetUtcNow())
                    .About(links.Company, links.Contact, links.Deal),
                custom, check, ct);
    }

    private async Task<Result<ActivityView>> SaveAsync(
        Activity activity, Dictionary<string, JsonElement> custom, InputReader check, CancellationToken ct)
    {
        activity.Set(custom);
        db.Activities.Add(activity);
        return await db.SaveAsync(ct) is { } refused ? refused
            : check.Noted(await db.Activities.Where(a => a.Id == activity.Id).Select(ActivityView.Of).SingleAsync(ct));
    }

    /// <summary>What the activity is about; a deal brings its company and contact along, a contact its company.</summary>
    private async Task<(Guid? Company, Guid? Contact, Guid? Deal)> LinksAsync(
        InputReader check, string? companyId, string? contactId, string? dealId, CancellationToken ct)
    {
        var company = check.Id("companyId", companyId, "a company");
        var contact = check.Id("contactId", contactId, "a contact");
        var deal = check.Id("dealId", dealId, "a deal");
        if (deal is { } d)
        {
            var found = await db.Deals.NotDeleted().Where(r => r.Id == d).Select(r => new { r.CompanyId, r.ContactId })
                .SingleOrDefaultAsync(ct);
            Missing(check, "dealId", "deal", found is null);
            company ??= found?.CompanyId;
            contact ??= found?.ContactId;
        }

        if (contact is { } c && contactId is { Length: > 0 })
        {
            var found = await db.Contacts.NotDeleted().Where(r => r.Id == c).Select(r => new { r.CompanyId }).SingleOrDefaultAsync(ct);
            Missing(check, "contactId", "contact", found is null);
            company ??= found?.CompanyId;
        }

        if (company is { } id && companyId is { Length: > 0 })
        {
            Missing(check, "companyId", "company", !await db.Companies.NotDeleted().AnyAsync(r => r.Id == id, ct));
        }

        return (company, contact, deal);
    }

    private static void Missing(InputReader check, string field, string what, bool isMissing)
    {
        if (isMissing)
        {
            check.Fail(field, $"This {what} is not there, or is not yours to see.");
        }
    }
}
