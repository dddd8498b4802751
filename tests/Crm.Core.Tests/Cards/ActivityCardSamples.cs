using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of activities.</summary>
internal static class ActivityCardSamples
{
    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["activity-log"] = ActivityForm.Log(Form(new LogActivity(ContactId: Id(30).ToString()))),
        ["activity-log-refused"] = ActivityForm.Log(
            Form(new LogActivity("CALL", Hostile, HappenedAt: "tomorrow"),
                Refusal.Invalid(new FieldError("happenedAt", "“tomorrow” isn't a day or time.")))),
        ["activity-plan"] = ActivityForm.Plan(Form(new PlanActivity(DealId: Id(10).ToString()))),
        ["activity-edit"] =
            EditForm.For(
                new EditFormView(RecordKind.Activity, Id(44), 1, FormValues.Of(new { subject = "Call back" }),
                    FormValues.Of(new { subject = "Call back" }), WithCustom, null)),
        ["activity-task"] =
            ActivityCard.For(
                new ActivityDetails(Call, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                    Extras(RecordKind.Activity, Id(44)) with { Next = [] }), Reader),
        ["reminder"] =
            ReminderCard.For(
                ActivityCard.For(
                    new ActivityDetails(Call, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                        Extras(RecordKind.Activity, Id(44)) with { Next = [] }), Reader)),
        ["activity-withheld"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Type = ActivityType.Email, Subject = "E-mail", IsCaptured = true, Status = ActivityStatus.Completed },
                Priority.Medium, null, null, null, null, null, null, People, Bare(RecordKind.Activity, Id(44))) { IsWithheld = true },
            Reader),
        ["activity-task-done"] = ActivityCard.For(
            new ActivityDetails(Call with { Status = ActivityStatus.Completed }, Priority.High, Id(1), "Alex Wilber", Now, null, null, null,
                People, Bare(RecordKind.Activity, Id(44))), Reader),
        ["activity-task-started"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Status = ActivityStatus.InProgress }, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                Bare(RecordKind.Activity, Id(44))),
            Reader),
        ["activity-task-cancelled"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Status = ActivityStatus.Cancelled }, Priority.High, Id(1), "Alex Wilber", null, null, null, null, People,
                Bare(RecordKind.Activity, Id(44))) { CancelReason = Hostile },
            Reader),
        ["activity-meeting-cancelled"] = ActivityCard.For(
            new ActivityDetails(
                Call with { Type = ActivityType.Meeting, Status = ActivityStatus.Cancelled, DueDate = null, OccurredAt = Now.AddDays(2) },
                Priority.High, Id(1), "Alex Wilber", null, null, null, null, People, Bare(RecordKind.Activity, Id(44))),
            Reader),
        ["activity-cancel"] = ActivityForm.Cancel(new CancelActivity(Id(44), Version: 1)),
        ["activity-cancel-refused"] = ActivityForm.Cancel(
            new CancelActivity(Id(44), Hostile, 1), Refusal.Invalid(new FieldError("reason", "The reason may have 500 characters."))),
        ["activity-cancel-which"] = ChooseActivityCard.Cancel(
            new CancelActivityByName("offer", Hostile),
            new NamedRecords("offer", null, [new SearchHit(RecordKind.Activity, Id(42), "Offer", "Task · 2027-03-01", 1)])),
        ["activity-start-none"] = ChooseActivityCard.Start(new NamedRecords(Hostile, null, [])),
        ["activity-mail"] =
            ActivityCard.For(
                new ActivityDetails(Mail(Hostile, Direction.Inbound, true), Priority.Medium, null, null, Now, null, "Room 5",
                    Hostile + new string('x', 1200), People, Bare(RecordKind.Activity, Id(40))), Reader),
        ["activity-later-refused"] = ActivityForm.Later(
            new RescheduleActivity(Id(44), Hostile, 1), Refusal.Invalid(new FieldError("due", "“whenever” isn't a day I know."))),
        ["which"] =
            ChooseLogTargetCard.For(
                new LoggedByText(
                    new LogByText("CALL", Hostile, "pricing"), null,
                    [new SearchHit(RecordKind.Contact, Id(30), "Clara Nilsson", "Litware Inc.", 1),
                        new SearchHit(RecordKind.Contact, Id(31), Hostile, null, 1)])),
        ["which-nobody"] = ChooseLogTargetCard.For(new LoggedByText(new LogByText("CALL", "Zoe"), null, [])),
    };
}
