using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of help, settings, search, deleting and undo.</summary>
internal static class GeneralCardSamples
{
    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["deleted"] = DeletedCard.For(new DeleteRecord(RecordKind.Deal, Id(10), 3)),
        ["taken-back"] =
            UndoCard.For(
                new UndoResult.TakenBack(
                    new UndoneRecord(RecordKind.Deal, Id(10), Hostile, ["stage", "status"], RestoredState.AsBefore, 0)), Reader),
        ["taken-back-new"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Contact, Id(30), "Clara Nilsson", [], RestoredState.Unmade, 2)), Reader),
        ["taken-back-deletion"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Restored, 0)), Reader),
        ["taken-back-restore"] = UndoCard.For(
            new UndoResult.TakenBack(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Deleted, 0)), Reader),
        ["undo-asked"] =
            UndoCard.For(
                new UndoResult.AskFirst(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, [], RestoredState.Deleted, 0), "p1",
                    Now.AddMinutes(-3), Now), Reader),
        ["undo-asked-older"] =
            UndoCard.For(
                new UndoResult.AskFirst(new UndoneRecord(RecordKind.Deal, Id(10), Hostile, ["stage"], RestoredState.AsBefore, 1), "p1",
                    Now.AddHours(-5), Now), Reader),
        ["deleted-list"] =
            DeletedListCard.For(
                new DeletedRecords(
                    new ShowDeleted(), null,
                    [new DeletedRecord(RecordKind.Deal, Id(10), Hostile, Now.AddHours(-3)),
                        new DeletedRecord(RecordKind.Contact, Id(30), "Clara Nilsson", Now.AddDays(-3))], true, Now), Reader),
        ["deleted-none"] = DeletedListCard.For(new DeletedRecords(new ShowDeleted(), null, [], false, Now), Reader),
        ["deleted-not-found"] = DeletedListCard.For(new DeletedRecords(new ShowDeleted(), "Twelve vans", [], false, Now), Reader),
        ["help"] = HelpCard.For(new HelpView("Clara Nilsson", "Litware Inc.", "Proposal"), Reader),
        ["help-first-day"] = HelpCard.For(new HelpView(null, null, null), Reader with { Name = "**Alex** Wilber" }),
        ["settings"] = SettingsCard.For(new ShowSettings(), Reader, new SettingsSheet(Now, Reminders: true)),
        ["settings-refused"] = SettingsCard.For(
            new ShowSettings(Hostile, "en-GB", "false", Refusal.Invalid(new FieldError("timeZone", "“x” isn't a time zone."))), Reader,
            new SettingsSheet(Now, Reminders: true)),
        ["settings-saved"] = SettingsCard.Saved(new SettingsSaved("Europe/Berlin", "de-DE", Reminders: true)),
        ["found"] = FoundCard.For(new FoundRecords("lit", [
            new SearchHit(RecordKind.Contact, Id(30), "Clara Nilsson", "Head of Procurement · Litware Inc.", 1),
            new SearchHit(RecordKind.Company, Id(20), "Litware Inc.", null, 1),
            new SearchHit(RecordKind.Deal, Id(10), Hostile, Hostile, 1),
            new SearchHit(RecordKind.Activity, Id(42), "Offer", "Email · 2027-03-01", 1)])),
        ["found-in-time"] =
            FoundCard.For(new FoundRecords("lit", [new SearchHit(RecordKind.Company, Id(20), "Litware Inc.", null, 1)], IsPartial: true)),
        ["found-nothing-in-time"] = FoundCard.For(new FoundRecords(Hostile, [], IsPartial: true)),
        ["found-nothing"] = FoundCard.For(new FoundRecords(Hostile, [])),
        ["cancelled"] = DismissCard.Done(),
        ["refused"] = NoticeCard.Refused(Refusal.NotFound("deal")),
    };
}
