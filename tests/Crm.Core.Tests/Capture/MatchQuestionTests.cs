namespace Crm.Core.Tests.Capture;

/// <summary>What is ambiguous is captured without the link and asked about once; the answer is a rule until it is undone.</summary>
public sealed class MatchQuestionTests : MailboxTests
{
    private const string Joe = "joe@litware.example";

    private Guid company, joe, vans, trucks;

    private Role role = Role.User;

    private CurrentUser AnnInTeams => Ann.User with { Door = Door.Teams, Role = role };

    private async Task TwoDealsAsync()
    {
        company = await World.CompanyAsync(Ann.User, "Litware", "litware.example");
        joe = await World.ContactAsync(Ann.User, "Joe", "Fox", Joe, company);
        vans = await World.DealAsync(Ann.User, "Twelve vans", "10000", "Proposal", company, joe);
        trucks = await World.DealAsync(Ann.User, "Two trucks", "20000", "Proposal", company, joe);
    }

    [Fact]
    public async Task A_mail_that_may_be_about_two_deals_is_captured_at_once_without_one_and_asked_about()
    {
        await TwoDealsAsync();

        var activity = await ReadAsync("1", "Prices");

        Assert.Equal((joe, company, (Guid?)null), (activity.ContactId, activity.CompanyId, activity.DealId));
        var capture = await PressAsync(ShowCapture.Verb, new ShowCapture());
        Assert.Contains("1 question", Text(capture));
        var card = Text(await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync())));
        Assert.Contains("Which deal is the mail “Prices” from Joe Fox to you about?", card);
        Assert.Contains("There are several open deals with the people on it.", card);
        Assert.All(
            ["Twelve vans · Litware", "Two trucks · Litware", "None of them", "Ask me later"], name => Assert.Contains(name, card));
    }

    [Theory]
    [InlineData("ida.berg@contoso.example", Joe, "the mail “Prices” from Ida Berg to Joe Fox and you")]
    [InlineData("ann.miller@contoso.example", Joe, "your mail “Prices” to Joe Fox")]
    [InlineData(Joe, "z@x.example a@x.example", "the mail “Prices” from Joe Fox to you, a@x.example and z@x.example")]
    [InlineData("z@x.example", Joe + " a@x.example b@x.example", "the mail “Prices” from z@x.example to Joe Fox, you and 2 others")]
    public async Task A_question_says_who_wrote_the_mail_and_to_whom(string author, string to, string asked)
    {
        await TwoDealsAsync();
        await World.UserAsync("Ida Berg");

        await ReadAsync("1", "Prices", m => m with
        {
            Participants = [new(author, "Joe Fox", ParticipantKind.From),
                .. to.Split(' ').Select(a => new Participant(a, null, ParticipantKind.To)),
                new(Ann.User.Email, null, ParticipantKind.Cc)],
        });

        Assert.Contains($"Which deal is {asked} about?", Text(
            await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync()))));
    }

    [Fact]
    public async Task Nobody_learns_by_a_question_whom_a_blind_copy_went_to()
    {
        await TwoDealsAsync();
        Participant[] people = [new(Joe, null, ParticipantKind.From), new(Ann.User.Email, null, ParticipantKind.To),
            new("ida.berg@contoso.example", null, ParticipantKind.Bcc)];

        await ReadAsync("1", "Prices", m => m with { Participants = people });

        Assert.Contains("from Joe Fox to you about?", Text(
            await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync()))));
    }

    [Fact]
    public async Task Further_mails_join_the_open_question()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await ReadAsync("2", "Dates");

        Assert.Equal(1, (await QuestionsAsync()).Count);
        Assert.Contains("The answer counts for 2 mails and meetings", Text(
            await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync()))));
    }

    [Fact]
    public async Task The_answer_links_all_of_them_and_is_a_rule_for_what_comes()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await ReadAsync("2", "Dates");

        var noted = await AnswerAsync(trucks.ToString());
        Assert.Contains(
            "Mail with Joe Fox is about Two trucks. It counts until you undo it. 2 mails and meetings are linked.", Text(noted));
        var third = await ReadAsync("3", "More");

        Assert.Equal(trucks, third.DealId);
        Assert.All(await ActivitiesAsync(), a => Assert.Equal(trucks, a.DealId));
        Assert.Equal(0, (await QuestionsAsync()).Count);
        Assert.Contains("Mail with Joe Fox is about Two trucks", Text(await PressAsync(ShowCapture.Verb, new ShowCapture())));
    }

    [Fact]
    public async Task Undoing_the_rule_takes_its_links_back_but_those_that_somebody_changed_and_asks_again()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        var changed = await ReadAsync("2", "Dates");
        await AnswerAsync(trucks.ToString());
        await ReadAsync("3", "More");
        await World.InDatabaseAsync(Ann.User, async db =>
        {
            (await db.Activities.SingleAsync(a => a.Id == changed.Id)).About(company, joe, vans);
            return await db.SaveAsync(CancellationToken.None);
        });

        var undone = await PressAsync(UndoRule.Verb, new UndoRule(await QuestionAsync()));

        Assert.Contains("2 mails and meetings are as before. One mail or meeting is left alone", Text(undone));
        Assert.Equal(
            [("Dates", vans), ("More", (Guid?)null), ("Prices", null)],
            (await ActivitiesAsync()).OrderBy(a => a.Subject).Select(a => (a.Subject, a.DealId)));
        Assert.Equal(1, (await QuestionsAsync()).Count);
        Assert.Null((await ReadAsync("4", "Again")).DealId);
    }

    [Fact]
    public async Task Undo_in_chat_takes_the_answer_back_like_any_press()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await AnswerAsync(vans.ToString());

        var undone = await PressAsync(UndoLast.Verb, new UndoLast());

        Assert.Contains("Activity “Prices” is as it was before: deal.", Text(undone));
        Assert.Null(Assert.Single(await ActivitiesAsync()).DealId);
        Assert.Equal(1, (await QuestionsAsync()).Count);
    }

    [Fact]
    public async Task An_answer_whose_rule_was_undone_by_its_button_is_not_taken_back_again()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await AnswerAsync(vans.ToString());
        await PressAsync(UndoRule.Verb, new UndoRule(await QuestionAsync()));

        var undone = await World.PressAsync(AnnInTeams, UndoLast.Verb, new UndoLast());

        Assert.StartsWith("There is nothing to take back", undone.Refusal!.Message);
    }

    [Fact]
    public async Task None_of_them_is_not_asked_again_until_there_is_a_further_deal()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");

        Assert.Contains("Mail with Joe Fox is about none of Twelve vans, Two trucks", Text(await AnswerAsync(AnswerQuestion.None)));
        await ReadAsync("2", "Dates");
        Assert.Equal(0, (await QuestionsAsync()).Count);
        await World.DealAsync(Ann.User, "Three boats", "1", "Proposal", company, joe);
        await ReadAsync("3", "Boats?");

        Assert.Equal(1, (await QuestionsAsync()).Count);
        Assert.Contains("Three boats · Litware", Text(await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync()))));
    }

    [Fact]
    public async Task Undo_in_chat_reaches_an_answer_that_linked_nothing()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await AnswerAsync(AnswerQuestion.None);

        Assert.Contains("Activity “Prices” is as it was before", Text(await PressAsync(UndoLast.Verb, new UndoLast())));
        Assert.Equal(1, (await QuestionsAsync()).Count);
    }

    [Fact]
    public async Task What_is_put_off_is_asked_again_the_next_day()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");

        await PressAsync(DeferQuestion.Verb, new DeferQuestion(await QuestionAsync()));
        Assert.Equal(0, (await QuestionsAsync()).Count);
        World.Clock.Pass(TimeSpan.FromHours(25));

        Assert.Equal(1, (await QuestionsAsync()).Count);
    }

    [Fact]
    public async Task A_rule_whose_deal_is_won_counts_no_more_and_is_said_so()
    {
        await TwoDealsAsync();
        await World.DealAsync(Ann.User, "Three boats", "1", "Proposal", company, joe);
        await ReadAsync("1", "Prices");
        await AnswerAsync(trucks.ToString());
        var won = await World.StageAsync(Ann.User, "Won");
        await PressAsync(MoveDeal.Verb, new MoveDeal(trucks, won.Id, null));

        Assert.Contains("This does not count any more", Text(await PressAsync(ShowCapture.Verb, new ShowCapture())));
        Assert.Null((await ReadAsync("2", "Dates")).DealId);
        var card = Text(await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync())));
        Assert.DoesNotContain("Two trucks", card);
        Assert.Contains("Three boats", card);
    }

    [Fact]
    public async Task A_bad_answer_gets_an_error_at_the_choices_and_loses_nothing()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        var question = await QuestionAsync();

        foreach (var (answer, why) in new[]
        {
            (null, "Choose one, or “None of them”."), ("", "Choose one"), ("nonsense", "This is not there any more"),
            (Guid.Empty.ToString(), "This is not there any more"), (joe.ToString(), "This is not there any more"),
        })
        {
            var refused = await World.PressAsync(AnnInTeams, AnswerQuestion.Verb, new AnswerQuestion(question, 1, answer));
            Assert.Equal(RefusalKind.Invalid, refused.Refusal!.Kind);
            Assert.Contains(why, refused.Refusal.For("answer"));
            Assert.Contains(why, Text(refused.Card));
            Assert.Contains("Twelve vans", Text(refused.Card));
        }

        var stale = await World.PressAsync(AnnInTeams, AnswerQuestion.Verb, new AnswerQuestion(question, 7, vans.ToString()));
        Assert.Equal(RefusalKind.Conflict, stale.Refusal!.Kind);
        Assert.Equal(1, (await QuestionsAsync()).Count);
    }

    [Theory]
    [InlineData(Role.User)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Admin)]
    public async Task A_question_is_its_mailbox_owners_alone(Role role)
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        var (other, question) = (await World.UserAsync("Eve Other", role), await QuestionAsync());

        Assert.Equal(0, (await World.RunAsync(
            other, (ShowQuestionsHandler h, CancellationToken ct) => h.HandleAsync(new ShowQuestions(), ct))).Value.Count);
        Assert.Equal(RefusalKind.NotFound, (await World.PressAsync(other, ShowQuestion.Verb, new ShowQuestion(question))).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.NotFound,
            (await World.PressAsync(other, AnswerQuestion.Verb, new AnswerQuestion(question, 1, vans.ToString()))).Refusal!.Kind);
        Assert.Equal(
            RefusalKind.NotFound, (await World.PressAsync(other, DeferQuestion.Verb, new DeferQuestion(question))).Refusal!.Kind);
        Assert.Equal(0, await World.InDatabaseAsync(other, db => db.MatchQuestionItems.CountAsync()));
    }

    [Fact]
    public async Task A_thread_keeps_the_deal_that_an_earlier_mail_of_it_has_in_whichever_mailbox_that_was()
    {
        await TwoDealsAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        Paper.Put(bob, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", Joe, bob.User.Email, "Two trucks") with
        {
            ConversationId = "in-bobs-mailbox",
        }));
        await SyncAsync(bob, "inbox");

        var answer = await ReadAsync("2", "Re: prices", m => m with
        {
            ConversationId = "in-anns-mailbox", Headers = [new MailHeader("References", "<0@mail.example> <1@mail.example>")],
        });
        var next = await ReadAsync("3", "Re: prices", m => m with { ConversationId = "in-anns-mailbox" });

        Assert.Equal((trucks, trucks), (answer.DealId, next.DealId));
        Assert.Equal(0, (await QuestionsAsync()).Count);
    }

    [Fact]
    public async Task A_subject_names_its_deal()
    {
        await TwoDealsAsync();

        Assert.Equal(vans, (await ReadAsync("1", "AW: Twelve vans, colours")).DealId);
        Assert.Equal(trucks, (await ReadAsync("2", "Re: two TRUCKS")).DealId);
    }

    [Fact]
    public async Task An_address_of_two_colleagues_contacts_asks_who_it_is_and_the_answer_brings_the_company()
    {
        var (bob, eve) = (await World.UserAsync("Bob Stone"), await World.UserAsync("Eve Other"));
        company = await World.CompanyAsync(bob, "Litware", "litware.example");
        joe = await World.ContactAsync(bob, "Joe", "Fox", "joe@gmail.com", company);
        await World.ContactAsync(eve, "Joseph", "Fox", "joe@gmail.com");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@gmail.com", Ann.User.Email, "Hello")));
        await SyncAsync(Ann, "inbox");

        Assert.Equal(((Guid?)null, (Guid?)null), About(Assert.Single(await ActivitiesAsync())));

        // Who sees their own records only is not asked about colleagues'.
        Assert.Equal(0, (await QuestionsAsync()).Count);
        Assert.Equal(
            RefusalKind.NotFound,
            (await World.PressAsync(AnnInTeams, ShowQuestion.Verb, new ShowQuestion(await QuestionAsync()))).Refusal!.Kind);
        role = Role.Manager;
        var card = Text(await PressAsync(ShowQuestion.Verb, new ShowQuestion(await QuestionAsync())));
        Assert.Contains("Which contact is the mail “Hello” from joe@gmail.com to you with?", card);
        Assert.Contains("Joe Fox · Litware · of Bob Stone", card);
        await AnswerAsync(joe.ToString());
        Assert.Equal((joe, company), About(Assert.Single(await ActivitiesAsync())));

        await PressAsync(UndoRule.Verb, new UndoRule(await QuestionAsync()));
        Assert.Equal(((Guid?)null, (Guid?)null), About(Assert.Single(await ActivitiesAsync())));
    }

    [Fact]
    public async Task A_question_whose_mails_were_all_linked_by_hand_is_not_asked()
    {
        await TwoDealsAsync();
        var activity = await ReadAsync("1", "Prices");
        await World.InDatabaseAsync(Ann.User, async db =>
        {
            (await db.Activities.SingleAsync(a => a.Id == activity.Id)).About(company, joe, vans);
            return await db.SaveAsync(CancellationToken.None);
        });

        Assert.Equal(0, (await QuestionsAsync()).Count);
    }

    [Fact]
    public async Task Who_asks_to_be_forgotten_is_in_no_question_and_no_kept_answer()
    {
        await TwoDealsAsync();
        await ReadAsync("1", "Prices");
        await AnswerAsync(trucks.ToString());
        await PressAsync(UndoRule.Verb, new UndoRule(await QuestionAsync()));
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from presses where outcome::text like '%Joe%'"));

        var admin = await World.UserAsync("Ada Root", Role.Admin);
        await World.RunAsync(admin, (EraseContactHandler h, CancellationToken ct) => h.HandleAsync(new EraseContact(joe), ct));

        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from presses where outcome::text like '%Joe%'"));
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from match_questions"));
    }

    private static (Guid? Contact, Guid? Company) About(Activity activity) => (activity.ContactId, activity.CompanyId);

    private async Task<Activity> ReadAsync(string id, string subject, Func<CapturedMail, CapturedMail>? change = null)
    {
        var mail = PaperMailbox.Mail(id, Joe, Ann.User.Email, subject);
        Paper.Clear(Ann, "inbox");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(change?.Invoke(mail) ?? mail));
        await World.TruthAsync<int>("delete from capture_cursors; select 1");
        await SyncAsync(Ann, "inbox");
        return (await ActivitiesAsync()).Single(a => a.SourceKey == SourceKeys.Mail(mail));
    }

    private async Task<AdaptiveCard> AnswerAsync(string answer)
    {
        var id = await QuestionAsync();
        var question = (await World.RunAsync(
            AnnInTeams, (ShowQuestionHandler h, CancellationToken ct) => h.HandleAsync(new ShowQuestion(id), ct))).Value;
        return await PressAsync(AnswerQuestion.Verb, new AnswerQuestion(question.QuestionId, question.Version, answer));
    }

    private async Task<AdaptiveCard> PressAsync(string verb, object request)
    {
        var answer = await World.PressAsync(AnnInTeams, verb, request);
        Assert.Null(answer.Refusal);
        return answer.Card;
    }

    private async Task<QuestionList> QuestionsAsync() => (await World.RunAsync(
        AnnInTeams, (ShowQuestionsHandler h, CancellationToken ct) => h.HandleAsync(new ShowQuestions(), ct))).Value;

    private Task<Guid> QuestionAsync() => World.InDatabaseAsync(Ann.User, db => db.MatchQuestions.Select(q => q.Id).SingleAsync());

    private static string Text(AdaptiveCard card) => BotDriver.TextOf(CardJson.ToElement(card));
}
