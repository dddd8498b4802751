namespace Crm.Core.Tests.Capture;

public sealed partial class NewContactTests
{
    /// <summary>Mails by what speaks against making their author a contact.</summary>
    private static readonly Dictionary<string, Func<NewContactTests, CapturedMail>> Doubtful = new()
    {
        ["one sign of a list"] = t => t.Erikas with
            { Headers = [new MailHeader("List-Unsubscribe", "<https://muster.example/out>")] },
        ["role"] = t => t.From("1", "info@muster.example", "Erika Musterfrau").Content,
        ["department"] = t => t.From("1", "support.emea@muster.example", "Erika Musterfrau").Content,
        ["machine"] = t => t.From("1", "no-reply@muster.example", "Erika Musterfrau").Content,
        ["plus"] = t => t.From("1", "erika+tag@muster.example", "Erika Musterfrau").Content,
        ["made by a machine"] = t => t.From("1", "u0012345678@muster.example", "Erika Musterfrau").Content,
        ["no name"] = t => t.From("1", Erika, null).Content,
        ["first name alone"] = t => t.From("1", Erika, "Erika").Content,
        ["mailing"] = t => t.From(
            "1", Erika, "Erika Musterfrau",
            string.Join(',', Enumerable.Range(0, 11).Select(i => $"x{i}@other.example").Append(t.Ann.User.Email))).Content,
        ["blind copy"] = t => t.From("1", Erika, "Erika Musterfrau", "x@other.example").Content,
        ["private"] = t => t.Erikas with { Sensitivity = Sensitivity.Private },
        ["never"] = t => t.From("1", "nina@secret.example", "Nina Never").Content,
        ["automatic"] = t => t.Erikas with { Headers = [new MailHeader("Auto-Submitted", "auto-replied")] },
        ["bulk although it is captured"] = t => t.Erikas with
            { Headers = [new MailHeader("Precedence", "bulk"), new MailHeader("List-Id", "<news.muster.example>")] },
        ["erased"] = t => t.From("1", "erased@muster.example", "Erika Musterfrau").Content,
        ["ours"] = t => t.From("1", "new.colleague@contoso.example", "New Colleague").Content,
    };

    public static TheoryData<string> Nobody => [.. Doubtful.Keys];

    private CapturedMail Erikas => From("1", Erika, "Erika Musterfrau").Content;

    [Theory]
    [MemberData(nameof(Nobody))]
    public async Task In_doubt_nobody_becomes_a_contact(string kind)
    {
        await World.TruthAsync<Guid>("insert into erased_people (mark) values (person_mark('erased@muster.example')) returning mark");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(Doubtful[kind](this)));

        await SyncAsync(Ann, "inbox", policy =>
        {
            (policy.NewContacts, policy.BulkMail) = (ContactCreation.Always, Handling.Log);
            policy.NeverLog.Add("secret.example");
        });

        Assert.Empty(await ContactsAsync());
        Assert.Empty(await ActivitiesAsync());
    }
}
