using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards about what is captured from mailboxes.</summary>
internal static class CaptureCardSamples
{
    private static readonly CurrentUser Admin = Reader with { Role = Role.Admin };

    private static readonly PolicyWishes Wishes = new() { NeverLog = ["litware.com", Hostile], Mode = CaptureMode.Chosen };

    private static readonly CaptureView View = new(
        CaptureMode.On, Moment.AddDays(-30), Moment.AddMinutes(-3),
        [new("inbox", "Inbox", Moment, Moment.AddMinutes(-3), null, null)],
        [new(CaptureReason.KnownContact, CaptureReason.Sentence(CaptureReason.KnownContact), 1204),
            new(CaptureReason.Unknown, CaptureReason.Sentence(CaptureReason.Unknown), 17)],
        Wishes, 2, new PolicyWishes(), 0,
        [new(Moment.AddDays(-1), "own", Hostile, true, 14, 3), new(Moment.AddDays(-2), TypedPolicy.Organisation, null, false, 0, 0)],
        2, [new(Id(95), "Mail with Ann Miller is about " + Hostile, true, 14), new(Id(96), "Mail with Litware is about Vans", false, 3)]);

    private static readonly CaptureView Troubled = View with
    {
        CompleteTo = null, LastWeek = [], Receipts = [], Questions = 0, Rules = [],
        Folders = [new("AAMk1", Hostile, Moment, null, Moment.AddMinutes(5), "failed: " + Hostile)],
    };

    private static readonly PreviewPolicy Typed = new() { Whose = "own", NeverLog = Hostile };

    private static readonly QuestionView Question = new(
        Id(95), 2, MatchKind.Deal, $"Which deal is the mail “{Hostile}” from Bob Stone to Ann Miller about?",
        MatchReason.SeveralOfContacts.Sentence(), [new(Id(97), Hostile, Moment), new(Id(98), "Re: prices", Moment.AddDays(-1))], 14,
        [new(Id(1), "Fleet renewal · Litware"), new(Id(2), Hostile)], null);

    private static DateTimeOffset Moment => new(2027, 3, 10, 9, 40, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["capture"] = CaptureCards.Own(View, Reader),
        ["capture-admin"] = CaptureCards.Own(View, Admin),
        ["capture-trouble"] = CaptureCards.Own(Troubled, Reader),
        ["capture-off"] = CaptureCards.Own(Troubled with { Mode = CaptureMode.Off, Folders = [] }, Reader),
        ["capture-mailboxes"] = CaptureCards.All(
            [new(Id(90), Hostile, CaptureMode.On, null, "throttled"), new(Id(91), "Ann Miller", CaptureMode.On, Moment, null),
                new(Id(92), "Bob Stone", CaptureMode.Off, null, null), new(Id(93), "Eve New", CaptureMode.On, null, null)], Admin),
        ["capture-policy"] = PolicyCards.Form(new PolicyForm(
            PolicyScope.OfPerson(Reader.Id), null, new CapturePolicy(), new PreviewPolicy { Whose = "own" }, null)),
        ["capture-policy-refused"] = PolicyCards.Form(new PolicyForm(
            PolicyScope.Organisation, null, new CapturePolicy(), Typed with { Whose = TypedPolicy.Organisation, Version = 3 },
            Refusal.Invalid(new FieldError("neverLog", $"“{Hostile}” is neither an e-mail address nor a domain.")))),
        ["capture-policy-team"] = PolicyCards.Form(new PolicyForm(
            PolicyScope.OfTeam(Id(85)), Hostile, new CapturePolicy(),
            new PreviewPolicy { Whose = TypedPolicy.OfTeam, Team = Id(85), Version = 2, NeverLog = "litware.com" }, null)),
        ["capture-policy-in-team"] = PolicyCards.Form(new PolicyForm(
            PolicyScope.OfPerson(Reader.Id), "Field", new CapturePolicy { Mode = CaptureMode.Chosen },
            new PreviewPolicy { Whose = "own" }, null)),
        ["capture-team"] = CaptureCards.Own(
            View with
            {
                Team = Hostile, OfTeam = new PolicyWishes { NeverLog = ["fabrikam.com"] },
                Receipts = [new(Moment, TypedPolicy.OfTeam, "Olga Admin", true, 3, 0, Team: Hostile),
                    new(Moment.AddDays(-1), TypedPolicy.OfTeam, "Olga Admin", false, 0, 0)],
            },
            Reader),
        ["capture-saved-team"] = PolicyCards.Saved(new PolicySaved(TypedPolicy.OfTeam, 1, false, 0, 0), Admin),
        ["teams"] = TeamCards.All(
            [new(Id(85), Hostile, ["Ann Miller", "Bob Stone", "Eve Young", Hostile, "Joe Fox", "Zoe Ash"], true),
                new(Id(86), "Inside", [], false)], Admin),
        ["teams-none"] = TeamCards.All([], Admin),
        ["team-new"] = TeamCards.Form(new TeamForm(null, null, new SaveTeam(), null)),
        ["team-refused"] = TeamCards.Form(new TeamForm(
            Id(85), Hostile, new SaveTeam(Id(85), 3, Hostile, "ann@contoso.com\n" + Hostile),
            Refusal.Invalid(new FieldError("members", $"“{Hostile}” is neither the name nor the address of a colleague.")))),
        ["capture-preview"] = PolicyCards.Preview(Typed, new PolicyPreview(Wishes, 14, 2, 3), Reader),
        ["capture-preview-contacts"] = PolicyCards.Preview(
            new PreviewPolicy { Whose = TypedPolicy.Organisation, NewContacts = "ALWAYS" },
            new PolicyPreview(new PolicyWishes { NewContacts = ContactCreation.Always }, 0, 0, 17, ContactsAtMost: 16), Admin),
        ["capture-preview-none"] = PolicyCards.Preview(Typed, new PolicyPreview(Wishes, 0, 0, 0), Reader),
        ["capture-question"] = QuestionCards.For(Question, null, Reader),
        ["capture-question-refused"] = QuestionCards.For(
            Question, Refusal.Invalid(new FieldError("answer", "Choose one, or “None of them”.")), Reader),
        ["capture-question-answered"] = QuestionCards.For(
            Question with { Rule = "Mail with Ann Miller is about " + Hostile }, null, Reader),
        ["capture-questions"] = QuestionCards.List(new QuestionList(12, [Question, Question with { Count = 1 }]), Reader),
        ["capture-questions-none"] = QuestionCards.List(new QuestionList(0, []), Reader),
        ["capture-answered"] = QuestionCards.Noted(
            new QuestionAnswered(Id(95), "Mail with Ann Miller is about " + Hostile, 3, 1, []), Reader),
        ["capture-rule-undone"] = QuestionCards.Undone(new RuleUndone(Id(95), "Mail with Ann Miller is about Vans", 3, 1, []), Reader),
        ["capture-later"] = QuestionCards.AskedLater(new QuestionDeferred(Id(95), 2), Reader),
        ["capture-requests"] = CaptureCards.Own(View with
        {
            Receipts = [new(Moment, "own", Hostile, true, 0, 0, 4, 1)],
            Requests = [new(Id(80), Hostile, Moment, Id(81), Hostile, AccessRequestState.Asked),
                new(Id(82), "Max Boss", Moment, Id(83), "Offer", AccessRequestState.Allowed)],
        }, Reader),
        ["capture-preview-hidden"] = PolicyCards.Preview(Typed, new PolicyPreview(Wishes, 0, 0, 0, 7, 1, 12), Reader),
        ["capture-saved-hidden"] = PolicyCards.Saved(new PolicySaved("own", 3, true, 0, 0, 7, 1), Reader),
        ["capture-ask-disconnect"] = DisconnectCards.Ask(new Disconnecting(1204, 17), Reader),
        ["capture-disconnected"] = DisconnectCards.Left(new Disconnecting(1204, 17), Reader),
        ["capture-disconnected-kept"] = DisconnectCards.Left(new Disconnecting(0, 0), Reader),
        ["capture-connected"] = DisconnectCards.Connected(new Connected(1204), Reader),
        ["capture-connected-kept"] = DisconnectCards.Connected(new Connected(0), Reader),
        ["words-request"] = AccessRequestCards.For(new AccessRequestView(
            Id(80), Hostile, Moment, Id(81), Hostile, AccessRequestState.Asked), Reader),
        ["words-asked"] = AccessRequestCard.For(new RequestAccess(Id(81)), AccessRequestState.Asked),
        ["words-allowed"] = AccessRequestCard.For(new RequestAccess(Id(81)), AccessRequestState.Allowed),
        ["words-declined"] = AccessRequestCard.For(new RequestAccess(Id(81)), AccessRequestState.Declined),
        ["words-taken-back"] = AccessRequestCard.For(new RequestAccess(Id(81)), AccessRequestState.TakenBack),
        ["capture-saved"] = PolicyCards.Saved(new PolicySaved("own", 3, true, 14, 3), Reader),
        ["capture-saved-organisation"] = PolicyCards.Saved(new PolicySaved(TypedPolicy.Organisation, 1, false, 0, 0), Admin),
    };
}
