using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of contacts.</summary>
internal static class ContactCardSamples
{
    private static PageFields<Contact> MoreOf(string? mobile, string? department, bool doNotContact, string? city, string? notes) => new(
        FieldValues<Contact>.Of(
            Contact.Fields.All, (Contact.Fields.Mobile, mobile), (Contact.Fields.Department, department),
                (Contact.Fields.DoNotContact, doNotContact),
            (Contact.Fields.City, city), (Contact.Fields.Notes, notes)), []);

    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["contact-erase"] = ErasureCards.Confirm(new Erasure(Hostile, Id(10), 14, 2), Reader),
        ["contact-erased"] = ErasureCards.Done(new Erasure(null, Id(10), 14, 2), Reader),
        ["contact-form"] = ContactForm.For(Form(new CreateContact())),
        ["contact-form-first-day"] = ContactForm.For(Form(new CreateContact(), choices: Offered with { Companies = [] })),
        ["contact-form-prefilled"] = ContactForm.For(
            Form(new CreateContact("Jonas", "Weber", "jonas.weber@litware.example", CompanyId: Id(20).ToString()))),
        ["contact-form-refused"] = ContactForm.For(Form(
            new CreateContact(Hostile, "Lee", "ann-at-x"),
            Refusal.Invalid(new FieldError("email", "“ann-at-x” is not an e-mail address. It should look like name@company.com.")))),
        ["contact-edit"] =
            EditForm.For(
                new EditFormView(
                    RecordKind.Contact, Id(30), 2,
                    FormValues.Of(new { firstName = "Clara", lastName = "Nilsson", status = "ACTIVE", ownerId = Id(1).ToString() }),
                    FormValues.Of(
                        new { firstName = Hostile, lastName = "Nilsson", status = "ACTIVE", ownerId = Id(1).ToString(),
                            notes = new string('n', 2001) }), Offered, null)),
        ["contact"] = ContactCard.For(new(new ContactDetails(Clara, [Vans], Timeline) { FurtherAddresses = ["clara@home.example"] },
            MoreOf("+46 70 123", "Procurement", false, "Stockholm", "Prefers mornings"), Extras(RecordKind.Contact, Id(30))), Reader),
        ["contact-not-primary"] = ContactCard.For(new(new ContactDetails(Clara with { IsPrimary = false }, [], []),
            MoreOf(null, null, false, null, null), Bare(RecordKind.Contact, Id(30))), Reader),
        ["contact-hostile"] = ContactCard.For(
            new(
                new ContactDetails(Clara with { FirstName = Hostile, Company = Hostile, JobTitle = Hostile, Email = null },
                    [Vans with { Title = Hostile }], [Mail(Hostile, Direction.Inbound, true)]),
                MoreOf(Hostile, Hostile, true, Hostile, Hostile),
                Extras(RecordKind.Contact, Id(30)) with
                {
                    Custom = [new CustomFact(Hostile, Hostile)], Next = [Call with { Subject = Hostile, DueDate = Now.AddDays(-3) }],
                    Changes = [new HistoryLine(Now.AddHours(-2), Hostile, false, 2, [new HistoryLineField(Hostile, Hostile, Hostile)])],
                }),
            Reader),
        ["contact-doubles"] = ContactDuplicatesCard.For(new ContactDuplicatesView(
            new CreateContact("Clara", "Nilson", CompanyId: Id(20).ToString()),
                [new(Id(30), "Clara Nilsson", "Head of Procurement · Litware Inc.", false)], "0197")),
        ["contact-new-address"] = NewAddressCard.For(
            "clara.nilsson@home.example",
            [new(Id(30), "Clara Nilsson", "Head of Procurement", "Litware Inc.", "clara.nilsson@litware.example", 4)]),
        ["contact-new-address-bare"] = NewAddressCard.For("clara@home.example", [new(Id(30), Hostile, null, null, null, 1)]),
        ["contact-new-address-several"] = NewAddressCard.For(
            "clara.nilsson@home.example",
            [
                new(Id(30), "Clara Nilsson", "Head of Procurement", "Litware Inc.", "clara.nilsson@litware.example", 4),
                new(Id(31), Hostile, Hostile, Hostile, null, 1),
            ]),
        ["merge-choose"] =
            MergeCards.Choose(
                new MergePreview<ContactView>(Clara, null, [], [], new MergeCounts(0, 0),
                    [new("Clara Nilson (Litware Inc.)", Id(31).ToString()), new(Hostile, Id(32).ToString())], null)),
        ["merge-nobody"] = MergeCards.Choose(
            new MergePreview<ContactView>(Clara with { FirstName = Hostile }, null, [], [], new MergeCounts(0, 0), [], null)),
        ["merge-choose-refused"] = MergeCards.Choose(
            new MergePreview<ContactView>(
                Clara, null, [], [], new MergeCounts(0, 0), [new("Clara Nilson (Litware Inc.)", Id(31).ToString())],
                Refusal.Invalid(new FieldError("mergeId", "This is the same contact. Please choose the other one.")))),
        ["merge-preview"] = MergeCards.Preview(
            new MergePreview<ContactView>(
                Clara, Clara with { FirstName = Hostile, Email = "c.nilsson@litware.example", Version = 7 },
                    [new MergeLine("mobile", null, "+46 70 999", "Mobile"), new MergeLine("linkedInUrl", null, Hostile, "LinkedIn")],
                [new MergeLine("jobTitle", "Head of Procurement", Hostile, "Job title"),
                    new MergeLine("companyId", "Litware Inc.", "Tailspin Toys", "Company")], new MergeCounts(12, 1), [], null), Reader),
        ["merged"] = MergeCards.Done(new MergeDone(Id(70), Id(30), 12, 1, 2), Reader),
    };
}
