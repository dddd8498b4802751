namespace Crm.Core.Tests.Capture;

/// <summary>Capture makes contacts of people on mail where the policy says so, each once, and of nobody in doubt.</summary>
public sealed partial class NewContactTests : MailboxTests
{
    private const string Erika = "erika.musterfrau@muster.example";

    private const string Letter =
        "Guten Tag,\n\ndas Angebot passt.\n\nMit freundlichen Grüßen\nErika Musterfrau\nLeiterin Einkauf\nTel.: +49 30 12345678\n"
        + "Mobil: +49 171 1234567\n";

    [Fact]
    public async Task Where_the_policy_says_nothing_nobody_becomes_a_contact()
    {
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau"));

        await SyncAsync(Ann, "inbox");

        Assert.Empty(await ContactsAsync());
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Empty(Paper.BodiesRead);
    }

    [Fact]
    public async Task Who_writes_becomes_a_contact_of_the_mailboxs_owner_as_they_sign_and_the_mail_is_with_them()
    {
        var company = await World.CompanyAsync(Ann.User, "Muster", "muster.example");
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau")).Says("g-1", Letter);

        await AlwaysAsync(Ann);

        var contact = Assert.Single(await ContactsAsync());
        Assert.Equal(
            ("Erika", "Musterfrau", Erika, "Leiterin Einkauf", "+49 30 12345678", "+49 171 1234567"),
            (contact.FirstName, contact.LastName, contact.Email, contact.JobTitle, contact.Phone, contact.Mobile));
        Assert.Equal((Ann.User.Id, company), (contact.OwnerId, contact.CompanyId));
        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((contact.Id, company), (activity.ContactId, activity.CompanyId));
        Assert.Equal(contact.Id, activity.Participants.Single(p => p.Address == Erika).ContactId);
        var why = await WhyAsync(Ann, "<1@mail.example>");
        Assert.Equal(
            (CaptureReason.NewContact, "Captured: somebody on it became a contact by it, as the policy says."), (why.Reason, why.Sentence));
    }

    [Fact]
    public async Task History_begins_with_who_made_the_contact_and_a_deletion_is_for_good()
    {
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau"));
        await AlwaysAsync(Ann);
        var contact = Assert.Single(await ContactsAsync());

        var history = (await World.RunAsync(
            Me, (ShowHistoryHandler h, CancellationToken ct) => h.TellAsync(new ShowHistory(RecordKind.Contact, contact.Id), ct))).Value;

        var line = Assert.Single(history.Changes);
        Assert.Equal(("Made by capture from a mail", null), (Assert.Single(line.Fields).Label, line.By));
        await DeleteAsync(contact.Id);
        Paper.Put(Ann, "inbox", From("2", Erika, "Erika Musterfrau"));
        await AlwaysAsync(Ann);
        Assert.Empty(await ContactsAsync());
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<2@mail.example>")).Reason);
    }

    [Fact]
    public async Task Two_mails_of_a_page_make_one_contact_and_the_second_is_with_somebody_known()
    {
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau"), From("2", Erika, "Erika Musterfrau"));

        await AlwaysAsync(Ann);

        var contact = Assert.Single(await ContactsAsync());
        Assert.All(await ActivitiesAsync(), a => Assert.Equal(contact.Id, a.ContactId));
        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Equal(CaptureReason.NewContact, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(Ann, "<2@mail.example>")).Reason);
    }

    [Fact]
    public async Task Two_workers_at_once_and_a_colleagues_copy_make_one_contact_of_each_person()
    {
        const int People = 12;
        var bob = await MailboxOfAsync("Bob Stone");
        Paper.PageSize = 4;
        for (var i = 0; i < People; i++)
        {
            var (address, name) = ($"person.{(char)('a' + i)}@muster.example", $"Person {(char)('A' + i)}-Last");
            var shared = From($"both{i}", address, name, $"{Ann.User.Email},{bob.User.Email}");
            Paper.Put(Ann, "inbox", shared, From($"ann{i}", address, name));
            Paper.Put(bob, "inbox", From($"bob{i}", address, name, bob.User.Email), shared);
        }

        await Task.WhenAll(AlwaysAsync(Ann), AlwaysAsync(bob));

        Assert.Equal(People, (await ContactsAsync()).Select(c => c.Email).Distinct().Count());
        Assert.Equal(People, (await ContactsAsync()).Count);
        var activities = await ActivitiesAsync();
        Assert.Equal(People * 3, activities.Count);
        Assert.All(activities, a => Assert.NotNull(a.ContactId));
        Assert.Equal(People, activities.Count(a => a.Mailboxes.Count == 2));
    }

    [Fact]
    public async Task A_colleagues_contact_is_linked_and_not_made_again()
    {
        var bob = await MailboxOfAsync("Bob Stone");
        var his = await World.ContactAsync(bob.User, "Erika", "Musterfrau", Erika);
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau"));

        await AlwaysAsync(Ann);

        Assert.Equal(his, Assert.Single(await ContactsAsync()).Id);
        Assert.Equal(his, Assert.Single(await ActivitiesAsync()).ContactId);
    }

    [Fact]
    public async Task Without_a_name_shown_the_signatures_counts_and_without_text_there_is_none()
    {
        Paper.Put(Ann, "inbox", From("1", Erika, null)).Says("g-1", Letter);
        await AlwaysAsync(Ann);
        Assert.Equal("Musterfrau", Assert.Single(await ContactsAsync()).LastName);

        Paper.BodiesRead.Clear();
        Paper.Put(Ann, "inbox", From("2", "max.muster@muster.example", "Max Muster")).Says("g-2", "Grüße\nMax Muster\nLeiter Einkauf");
        await SyncAsync(Ann, "inbox", policy => policy.Body = BodyPart.None);

        Assert.Null((await ContactsAsync()).Single(c => c.FirstName == "Max").JobTitle);
        Assert.Empty(Paper.BodiesRead);
    }

    [Fact]
    public async Task When_we_wrote_first_is_when_we_wrote_first_or_they_answer_us()
    {
        Paper.PageSize = 1;
        Paper.Put(
            Ann, "inbox",
            From("stranger", "sam.stone@other.example", "Sam Stone"),
            new MailboxItem.Mail(From("answer", "ada.lund@other.example", "Ada Lund").Content with
                { Headers = [new MailHeader("In-Reply-To", "<ours@contoso.example>")] }));
        Paper.Put(
            Ann, "sentitems",
            To("first", "eve.holm@other.example", "Eve Holm", "Our offer"),
            To("reply", "sam.stone@other.example", "Sam Stone", "AW: Hello"));

        await SyncAsync(Ann, "inbox", policy => policy.NewContacts = ContactCreation.WhenWeWroteFirst);
        await SyncAsync(Ann, "sentitems");

        Assert.Equal(["Ada Lund", "Eve Holm"], (await ContactsAsync()).Select(c => $"{c.FirstName} {c.LastName}").Order());
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<stranger@mail.example>")).Reason);
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<reply@mail.example>")).Reason);
        Assert.Equal(CaptureReason.NewContact, (await WhyAsync(Ann, "<first@mail.example>")).Reason);
    }

    [Fact]
    public async Task What_stood_in_the_same_page_before_somebody_became_a_contact_is_read_again()
    {
        Paper.Put(
            Ann, "inbox", From("theirs", Erika, "Erika Musterfrau"), To("ours", Erika, "Erika Musterfrau", "Our offer"));
        await SyncAsync(Ann, "inbox", policy => policy.NewContacts = ContactCreation.WhenWeWroteFirst);
        Assert.Single(await ActivitiesAsync());

        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Single(await ContactsAsync());
    }

    [Fact]
    public async Task A_person_can_be_stricter_than_the_organisation_and_not_looser()
    {
        var (bob, admin) = (await MailboxOfAsync("Bob Stone"), await World.UserAsync("Olga Admin", Role.Admin));
        await SaveAsync(Me, new SavePolicy { NewContacts = "ALWAYS" });
        Paper.Put(Ann, "inbox", From("1", Erika, "Erika Musterfrau"));
        await SyncAsync(Ann, "inbox");
        Assert.Empty(await ContactsAsync());

        await SaveAsync(admin, new SavePolicy { Whose = "organisation", NewContacts = "ALWAYS" });
        await SaveAsync(Me, new SavePolicy { NewContacts = "NEVER", Version = 1 });
        Paper.Put(Ann, "inbox", From("2", Erika, "Erika Musterfrau"));
        await SyncAsync(Ann, "inbox");
        Assert.Empty(await ContactsAsync());

        Paper.Put(bob, "inbox", From("3", "max.muster@muster.example", "Max Muster", bob.User.Email));
        await SyncAsync(bob, "inbox");
        Assert.Equal(bob.User.Id, Assert.Single(await ContactsAsync()).OwnerId);
    }

    [Fact]
    public async Task A_preview_counts_what_is_read_again_and_how_many_contacts_come_of_it_at_most()
    {
        var admin = await World.UserAsync("Olga Admin", Role.Admin);
        Paper.Put(
            Ann, "inbox", From("1", Erika, "Erika Musterfrau"), From("2", Erika, "Erika Musterfrau"),
            From("3", "info@muster.example", "Muster"));
        await SyncAsync(Ann, "inbox");
        var preview = (await World.RunAsync(admin, (PreviewPolicyHandler h, CancellationToken ct) => h.HandleAsync(
            new PreviewPolicy { Whose = "organisation", NewContacts = "ALWAYS" }, ct))).Value;

        var saved = await SaveAsync(admin, new SavePolicy { Whose = "organisation", NewContacts = "ALWAYS", IsRetroactive = true });
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal((3, 3, 3), (preview.ReadAgain, preview.ContactsAtMost, saved.ReadAgain));
        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Single(await ContactsAsync());
    }

    [Fact]
    public async Task What_a_colleagues_mailbox_captured_without_a_contact_is_with_the_new_one()
    {
        var (bob, admin) = (await MailboxOfAsync("Bob Stone"), await World.UserAsync("Olga Admin", Role.Admin));
        await World.CompanyAsync(bob.User, "Muster", "muster.example");
        await SaveAsync(admin, new SavePolicy { Whose = "organisation", NewContacts = "ALWAYS" });
        await SaveAsync(bob.User with { Door = Door.Teams }, new SavePolicy { NewContacts = "NEVER" });
        var both = From("1", Erika, "Erika Musterfrau", $"{Ann.User.Email},{bob.User.Email}");
        Paper.Put(bob, "inbox", both);
        Paper.Put(Ann, "inbox", both);
        await SyncAsync(bob, "inbox");
        Assert.Null(Assert.Single(await ActivitiesAsync()).ContactId);

        await SyncAsync(Ann, "inbox");

        var (contact, activity) = (Assert.Single(await ContactsAsync()), Assert.Single(await ActivitiesAsync()));
        Assert.Equal((contact.Id, contact.Id), (activity.ContactId, activity.Participants.Single(p => p.Address == Erika).ContactId));
        Assert.Equal(CaptureReason.AlreadyLogged, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    private Task<SyncOutcome> AlwaysAsync(Mailbox mailbox) =>
        SyncAsync(mailbox, "inbox", policy => policy.NewContacts = ContactCreation.Always);

    private async Task<PolicySaved> SaveAsync(CurrentUser who, SavePolicy policy) =>
        (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;

    private Task<List<Contact>> ContactsAsync() =>
        World.InDatabaseAsync(Ann.User, db => db.Contacts.Where(c => !c.IsDeleted).ToListAsync());

    private Task<int> DeleteAsync(Guid id) => World.InDatabaseAsync(Ann.User, async db =>
    {
        var contact = await db.Contacts.SingleAsync(c => c.Id == id);
        contact.Delete(Ann.User.Id, World.Clock.GetUtcNow());
        Assert.Null(await db.SaveAsync(CancellationToken.None));
        return 1;
    });

    private MailboxItem.Mail From(string id, string from, string? name, string? to = null)
    {
        var mail = PaperMailbox.Mail(id, from, to ?? Ann.User.Email);
        return new MailboxItem.Mail(mail with
        {
            Participants = [mail.From! with { Name = name }, .. mail.Participants.Where(p => p.Kind is not ParticipantKind.From)],
        });
    }

    private MailboxItem.Mail To(string id, string to, string name, string subject)
    {
        var mail = PaperMailbox.Mail(id, Ann.User.Email, to, subject);
        return new MailboxItem.Mail(mail with
        {
            Participants = [mail.From!, .. mail.Participants.Where(p => p.Kind is ParticipantKind.To).Select(p => p with { Name = name })],
        });
    }
}
