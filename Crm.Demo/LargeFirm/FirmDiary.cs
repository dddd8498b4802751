using System.Globalization;

namespace Crm.Demo.LargeFirm;

/// <summary>Activities; for captured mails also who took part and from whose mailbox they came.</summary>
internal sealed class FirmDiary(FirmPlan plan, Words words, FirmPeople people, FirmCustomers customers)
{
    private static readonly string[] Answers = ["Re: ", "Re: ", "Fwd: ", ""];

    public CopiedTable Activities() => new(
        "activities",
        "id, type, company_id, contact_id, deal_id, owner_id, assigned_to_id, subject, body, direction, due_date, completed_at, "
            + "occurred_at, ends_at, status, priority, "
        + "duration_minutes, source_key, conversation_id, created_at, created_by, updated_at, updated_by, is_deleted, deleted_at, "
        + "also_seen_by",
        plan.Size.Activities,
        (row, i) =>
        {
            var activity = plan.Activity(i);
            var chance = Chance.Of(Chance.Stream.ActivityText, i);
            var owner = FirmPlan.UserId(activity.Owner);
            var assigned = chance.Happens(0.85) ? activity.Owner : chance.Skewed(FirmSize.Users, 1.8);
            var isMail = activity.Type is "EMAIL";
            int? minutes = activity.Type is "CALL" or "MEETING" ? 5 + chance.Below(85) : null;
            row.Start().Id(activity.Id).Text(activity.Type).Id(activity.Company < 0 ? null : plan.Company(activity.Company).Id)
                .Id(activity.Contact < 0 ? null : plan.Contact(activity.Contact).Id)
                .Id(activity.Deal < 0 ? null : plan.Deal(activity.Deal).Id)
                .Id(owner).Id(FirmPlan.UserId(assigned)).Text(Subject(ref chance, activity)).Text(Body(ref chance))
                .Text(isMail ? IsInbound(i) ? "INBOUND" : "OUTBOUND" : null).Moment(activity.Due).Moment(activity.Completed)
                .Moment(activity.Occurred)
                .Moment(activity.Type is "MEETING" ? activity.Occurred.AddMinutes(minutes!.Value) : null).Text(activity.Status)
                .Text(chance.Of(Words.Priorities)).Whole(minutes)
                .Text(activity.IsCaptured ? string.Create(CultureInfo.InvariantCulture, $"mail:<{activity.Id:N}@mail.wideworld.example>")
                    : null)
                .Text(isMail ? string.Create(CultureInfo.InvariantCulture, $"AAQk{chance.Below(Math.Max(plan.Size.Activities / 6, 1)):x8}")
                    : null)
                .Moment(activity.Logged).Id(owner).Moment(FirmPlan.Earlier(activity.Logged.AddDays(chance.Real()), plan.Now)).Id(owner)
                .Flag(activity.IsDeleted)
                .Moment(activity.IsDeleted ? plan.Now.AddDays(-60 * chance.Real()) : null)
                .Ids(activity.IsCaptured && IsInTwoMailboxes(i) ? [FirmPlan.UserId(Colleague(activity))] : null);
        });

    /// <summary>Captured mails, each with the customer on one side and the owner on the other.</summary>
    public CopiedTable Participants()
    {
        var captured = Captured().Where(i => customers.AddressOf(plan.Activity(i).Contact) is not null).ToArray();
        return new CopiedTable(
            "activity_participants", "activity_id, address, kind, name, contact_id, user_id", captured.Length * 2, (row, n) =>
        {
            var i = captured[n / 2];
            var activity = plan.Activity(i);
            row.Start().Id(activity.Id);
            if (n % 2 == 0)
            {
                var (first, last) = customers.NameOf(activity.Contact);
                row.Text(customers.AddressOf(activity.Contact)!.ToLowerInvariant()).Text(IsInbound(i) ? "FROM" : "TO")
                    .Text($"{first} {last}")
                    .Id(plan.Contact(activity.Contact).Id).Id(null);
            }
            else
            {
                row.Text(people.AddressOf(activity.Owner)).Text(IsInbound(i) ? "TO" : "FROM").Text(people.NameOf(activity.Owner))
                    .Id(null).Id(FirmPlan.UserId(activity.Owner));
            }
        });
    }

    /// <summary>A captured mail lies in its owner's mailbox, one in twenty-five in a colleague's as well.</summary>
    public CopiedTable Mailboxes()
    {
        var rows = Captured().SelectMany(i => Enumerable.Range(0, IsInTwoMailboxes(i) ? 2 : 1).Select(copy => (Mail: i, Copy: copy)))
            .ToArray();
        return new CopiedTable(
            "activity_mailboxes", "activity_id, user_id, graph_id, folder, captured_at, seen_at", rows.Length, (row, n) =>
        {
            var activity = plan.Activity(rows[n].Mail);
            var owner = rows[n].Copy == 0 ? activity.Owner : Colleague(activity);
            row.Start().Id(activity.Id).Id(FirmPlan.UserId(owner)).Text($"AAMk{activity.Id:N}").Text("inbox").Moment(activity.Logged)
                .Moment(activity.Logged);
        });
    }

    private static bool IsInbound(int activity) => Chance.Of(Chance.Stream.Address, -1L - activity).Happens(0.5);

    private static bool IsInTwoMailboxes(int activity) => Chance.Of(Chance.Stream.Mailbox, activity).Happens(0.04);

    private static int Colleague(in ActivityPlan activity) => (activity.Owner + 1) % FirmSize.Users;

    private IEnumerable<int> Captured() => Enumerable.Range(0, plan.Size.Activities).Where(i => plan.Activity(i).IsCaptured);

    private string Subject(ref Chance chance, in ActivityPlan activity)
    {
        var subject = $"{(activity.Type is "EMAIL" ? chance.Of(Answers) : "")}{chance.Of(words.Offers)}: {chance.Of(words.Topics)}";
        return chance.Happens(0.2) && activity.Contact >= 0 ? $"{subject} for {customers.NameOf(activity.Contact).Last}" : subject;
    }

    private string? Body(ref Chance chance) => chance.Real() switch
    {
        < 0.4 => null,
        < 0.8 => chance.Of(words.Sentences),
        _ => chance.Of(words.Sentences) + " " + chance.Of(words.Sentences),
    };
}
