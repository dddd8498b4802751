namespace Crm.Core.Tests.Records;

/// <summary>Which links open a record: ours, also as mail and chat rewrite them, and nobody else's.</summary>
public sealed class RecordLinkTests
{
    private const string Id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
    private const string Ours = "https://crm.example.com/deal/" + Id;
    private const string Coded = "https%3A%2F%2Fcrm.example.com%2Fdeal%2F" + Id;
    private const string Mail = "https://eur03.safelinks.protection.outlook.com/?url=";
    private const string Chat = "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=";

    [Theory]
    [InlineData(Ours)]
    [InlineData("HTTPS://CRM.example.COM/Deal/" + Id)]
    [InlineData("http://crm.example.com/deal/" + Id)]
    [InlineData(Ours + "/")]
    [InlineData(Ours + "?x=1#top")]
    [InlineData("<" + Ours + ">")]
    [InlineData(Ours + ".")]
    [InlineData("/deal/" + Id)]
    [InlineData(Mail + Coded + "&data=05%7C02%7Calexw%40contoso.example%7C1&sdata=abc%3D&reserved=0")]
    [InlineData("https://nam12.safelinks.protection.outlook.com/?url=" + Coded + "%3Fx%3D1&data=x")]
    [InlineData("https://gcc02.safelinks.protection.office365.us/?url=" + Coded)]
    [InlineData(Chat + Coded + "&locale=en-gb&dest=https%3A%2F%2Fteams.microsoft.com%2Fapi&pc=x")]
    [InlineData(Mail + "https%3A%2F%2Feur03.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fcrm.example.com%252Fdeal%252F"
        + Id)]
    [InlineData("https://teams.microsoft.com/l/entity/22222222-2222-4222-8222-222222222222/crm?webUrl=" + Coded + "&label=Deal")]
    [InlineData("https://teams.cloud.microsoft/l/entity/22222222-2222-4222-8222-222222222222/crm?label=Deal&webUrl=" + Coded)]
    [InlineData("msteams:/l/entity/22222222-2222-4222-8222-222222222222/crm?webUrl=" + Coded)]
    public void These_open_the_deal(string link) =>
        Assert.Equal(new ShowRecord(RecordKind.Deal, Guid.Parse(Id)), Links("https://crm.example.com").Read(link));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("crm.example.com/deal/" + Id)]
    [InlineData("https://evil.example/deal/" + Id)]
    [InlineData("https://crm.example.com.evil.example/deal/" + Id)]
    [InlineData("https://evil.example/https://crm.example.com/deal/" + Id)]
    [InlineData("https://crm.example.com@evil.example/deal/" + Id)]
    [InlineData("https://alex@crm.example.com/deal/" + Id)]
    [InlineData("https://crm.example.com:8443/deal/" + Id)]
    [InlineData("https://sub.crm.example.com/deal/" + Id)]
    [InlineData("ftp://crm.example.com/deal/" + Id)]
    [InlineData("javascript:https://crm.example.com/deal/" + Id)]
    [InlineData("https://crm.example.com/deal/" + Id + "/edit")]
    [InlineData("https://crm.example.com/x/deal/" + Id)]
    [InlineData("https://crm.example.com/user/" + Id)]
    [InlineData("https://crm.example.com/deal/1")]
    [InlineData("https://crm.example.com/2/" + Id)]
    [InlineData("https://crm.example.com/?url=" + Coded)]
    [InlineData("https://safelinks.protection.outlook.com.evil.example/?url=" + Coded)]
    [InlineData("https://evilsafelinks.protection.outlook.com/?url=" + Coded)]
    [InlineData("https://statics.teams.cdn.office.net/other/?url=" + Coded)]
    [InlineData("https://teams.microsoft.com/l/message/19:x/1?webUrl=" + Coded)]
    [InlineData("https://evil.example/l/entity/a/b?webUrl=" + Coded)]
    [InlineData(Mail + "https%3A%2F%2Fevil.example%2Fdeal%2F" + Id)]
    [InlineData(Mail)]
    [InlineData("https://crm.example.com/company/deal/" + Id)]
    public void These_open_nothing(string? link) => Assert.Null(Links("https://crm.example.com").Read(link));

    [Theory]
    [InlineData("https://example.com/crm/", "https://example.com/crm/company/" + Id, true)]
    [InlineData("https://example.com/crm", "https://example.com/crm/company/" + Id, true)]
    [InlineData("https://example.com/crm", "https://example.com/company/" + Id, false)]
    [InlineData("https://example.com/crm", "https://example.com/crmx/company/" + Id, false)]
    [InlineData("http://localhost:3978", "http://localhost:3978/company/" + Id, true)]
    [InlineData("http://localhost:3978", "http://localhost:3979/company/" + Id, false)]
    [InlineData(null, "https://crm.example.com/company/" + Id, false)]
    public void The_public_address_decides_what_is_ours(string? address, string link, bool opens) =>
        Assert.Equal(opens, Links(address).Read(link) is not null);

    [Fact]
    public void A_link_that_was_wrapped_without_end_opens_nothing()
    {
        var link = Ours;
        for (var i = 0; i < 8; i++)
        {
            link = Mail + Uri.EscapeDataString(link);
        }

        Assert.Null(Links("https://crm.example.com").Read(link));
        Assert.Null(Links("https://crm.example.com").Read("https://crm.example.com/deal/" + Id + "?" + new string('x', 100_000)));
    }

    [Theory]
    [InlineData(RecordKind.Company)]
    [InlineData(RecordKind.Contact)]
    [InlineData(RecordKind.Deal)]
    [InlineData(RecordKind.Activity)]
    public void What_is_shown_as_a_link_can_be_read_again(RecordKind kind) =>
        Assert.Equal(new ShowRecord(kind, Guid.Parse(Id)),
            Links("https://example.com/crm/").Read(Links("https://example.com/crm/").Of(kind, Guid.Parse(Id))));

    private static RecordLinks Links(string? address) =>
        new(Options.Create(new RecordLinkOptions { PublicAddress = address is null ? null : new Uri(address) }));
}
