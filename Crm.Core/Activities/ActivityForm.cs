using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Activities;

/// <summary>The forms of activities: what happened, what is to be done, and changing either.</summary>
public static class ActivityForm
{
    private static readonly IReadOnlyList<Choice> Loggable =
        [.. Enum.GetValues<ActivityType>().Where(t => t is not ActivityType.Task)
            .Select(t => new Choice(UpperSnakeCase.Label(t), UpperSnakeCase.Of(t)))];

    private static readonly IReadOnlyList<Choice> Plannable =
        [.. new[] { ActivityType.Task, ActivityType.Call, ActivityType.Meeting }.Select(
            t => new Choice(UpperSnakeCase.Label(t), UpperSnakeCase.Of(t)))];

    private const string DueExample = "Friday, tomorrow 14:00, 2027-03-31 …";

    /// <summary>Another day for something that is to be done.</summary>
    public static AdaptiveCard NewDay(Guid id, int? version, string? typed = null, Refusal? why = null) => new(
        [.. Blocks.Field(new TextInput("New day or hour") { Id = "due", Value = typed, Placeholder = DueExample }, why)])
    {
        Actions = [ExecuteAction.Submit<RescheduleActivity>("Move it", new { id, version })],
    };

    /// <summary>The same asked again, with what was typed and what was wrong with it.</summary>
    public static AdaptiveCard Later(RescheduleActivity typed, Refusal why) => RecordBlocks.AskedAgain(
        NewDay(typed.Id, typed.Version, typed.Due, why), "Reschedule", RecordKind.Activity, typed.Id);

    /// <summary>What was planned will not take place; why may be said.</summary>
    public static AdaptiveCard Cancel(CancelActivity typed, Refusal? why = null) => new(
    [
        Blocks.Title("Cancel it"),
        .. Blocks.Field(
            new TextInput("Why? (optional)")
            {
                Id = "reason", Value = typed.Reason, MaxLength = Activity.CancelReasonLength,
                Placeholder = "They moved, not needed any more …",
            },
            why),
    ])
    {
        Actions =
        [
            ExecuteAction.Submit<CancelActivity>("Cancel it", new { id = typed.Id, version = typed.Version }) with
            {
                Style = "destructive",
            },
            ExecuteAction.Press("Back", new ShowRecord(RecordKind.Activity, typed.Id)),
        ],
        FallbackText = "Cancel it",
    };

    public static AdaptiveCard Log(FormView form) => Blocks.NewForm("Log what happened", "Log it", LogActivity.Verb, form.Submission,
    [
        .. Blocks.Field(
            new ChoiceSetInput("What", Loggable) { Id = "type", Value = form.Values["type"] ?? UpperSnakeCase.Of(ActivityType.Call) },
            form.Why),
        .. Subject("About", form.Values, form.Why),
        .. FieldInput.For(Activity.Fields.Notes, form.Values, form.Why),
        .. Blocks.Field(
            new TextInput("When")
            {
                Id = "happenedAt", Value = form.Values["happenedAt"], Placeholder = "Now, yesterday, Monday 14:00, 2027-03-31 …",
            }, form.Why),
        .. FieldInput.For(Activity.Fields.Minutes with { Name = "minutes" }, form.Values, form.Why),
        .. Links(form.Values, form.Choices, form.Why),
        .. CustomInputs.For(form.Choices.Custom, form.Values, form.Why, isNew: true),
    ]);

    public static AdaptiveCard Plan(FormView form) => Blocks.NewForm("New task", "Create task", PlanActivity.Verb, form.Submission,
    [
        .. Subject("What is to be done", form.Values, form.Why),
        .. Blocks.Field(new TextInput("Due") { Id = "due", Value = form.Values["due"], Placeholder = DueExample }, form.Why),
        .. Blocks.Field(
            new ChoiceSetInput("Kind", Plannable) { Id = "type", Value = form.Values["type"] ?? UpperSnakeCase.Of(ActivityType.Task) },
            form.Why),
        .. FieldInput.For(Activity.Fields.Priority, form.Values, form.Why, Activity.Fields.Priority.Initial),
        .. Blocks.Field(
            new ChoiceSetInput("Who does it", form.Choices.People)
            { Id = "assignedToId", Value = form.Values["assignedToId"], Placeholder = "I do", Style = Blocks.StyleOf(form.Choices.People) },
            form.Why),
        .. FieldInput.For(Activity.Fields.Notes, form.Values, form.Why),
        .. Links(form.Values, form.Choices, form.Why),
        .. CustomInputs.For(form.Choices.Custom, form.Values, form.Why, isNew: true),
    ]);

    public static IEnumerable<Element> Inputs(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. Subject("About", values, why),
        .. FieldInput.For(Activity.Fields.Notes, values, why),
        .. FieldInput.For(Activity.Fields.Priority, values, why, Activity.Fields.Priority.Initial),
        .. FieldInput.For(Activity.Fields.Minutes, values, why),
        .. FieldInput.For(Activity.Fields.Place, values, why),
        .. Links(values, choices, why),
        .. CustomInputs.For(choices.Custom, values, why, isNew: false),
    ];

    /// <summary>What it is about is asked for in other words where something is logged, planned and changed.</summary>
    private static IEnumerable<Element> Subject(string question, FormValues values, Refusal? why) =>
        FieldInput.For(Activity.Fields.Subject with { Label = question }, values, why);

    private static IEnumerable<Element> Links(FormValues values, FormChoices choices, Refusal? why) =>
    [
        .. Blocks.Pick("Deal", "dealId", ChoiceQuery.Deals, choices.Deals, values, why),
        .. Blocks.Pick("Contact", "contactId", ChoiceQuery.Contacts, choices.Contacts, values, why),
        .. Blocks.Pick("Company", "companyId", ChoiceQuery.CompaniesOrNew, choices.Companies, values, why),
    ];
}
