namespace Crm.Core.Tests.Input;

/// <summary>Addresses and domains as they are pasted, exported and written into mails.</summary>
public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@contoso.com", "ann@contoso.com")]
    [InlineData("Ann Miller <Ann@Contoso.com>", "Ann@contoso.com")]
    [InlineData("\"Miller, Ann\" <ann@contoso.com>;", "ann@contoso.com")]
    [InlineData("mailto:ann%40contoso.com?subject=Hello%20there", "ann@contoso.com")]
    [InlineData("mailto:ann@contoso.com", "ann@contoso.com")]
    [InlineData("SMTP:ann@contoso.com", "ann@contoso.com")]
    [InlineData("<ann@contoso.com>", "ann@contoso.com")]
    [InlineData("'ann@contoso.com'", "ann@contoso.com")]
    [InlineData("ann@contoso.com.", "ann@contoso.com")]
    [InlineData("ann@contoso.com,", "ann@contoso.com")]
    [InlineData("ann@contoso.com (Ann Miller)", "ann@contoso.com")]
    [InlineData("\ufeffann@contoso.com\u200b\u00a0", "ann@contoso.com")]
    [InlineData("o'brien+sales@contoso.com", "o'brien+sales@contoso.com")]
    [InlineData("{ann}/x=y!#$%&*?^_`|~-@contoso.com", "{ann}/x=y!#$%&*?^_`|~-@contoso.com")]
    [InlineData("\"ann miller\"@contoso.com", "\"ann miller\"@contoso.com")]
    [InlineData("info@MÜLLER.example", "info@müller.example")]
    [InlineData("info@xn--mller-kva.example", "info@müller.example")]
    [InlineData("jörg@müller.example", "jörg@müller.example")]
    [InlineData("ann@museum.contoso.travel", "ann@museum.contoso.travel")]
    [InlineData("ann@[192.168.0.1]", "ann@[192.168.0.1]")]
    [InlineData("IMCEASMTP-ann+40contoso+2Ecom@firm.example", "ann@contoso.com")]
    [InlineData("a..b@docomo.ne.jp", "a..b@docomo.ne.jp")]
    public void An_address_is_read_out_of_what_stands_around_it(string typed, string address)
    {
        Assert.Equal(address, EmailAddress.Read(typed));
        var check = new InputReader();
        Assert.Equal(address, check.Email("email", typed, 255));
        Assert.Null(check.Refusal);
    }

    [Theory]
    [InlineData("Ann Miller")]
    [InlineData("ann@")]
    [InlineData("@contoso.com")]
    [InlineData("ann@contoso")]
    [InlineData("ann@contoso.c")]
    [InlineData("ann miller@contoso.com")]
    [InlineData("ann@b@contoso.com")]
    [InlineData("ann@contoso.com, bob@contoso.com")]
    [InlineData("ann@-contoso.com")]
    [InlineData("ann@1.2.3.4")]
    [InlineData("/O=EXCHANGELABS/OU=EXCHANGE/CN=RECIPIENTS/CN=ANN")]
    [InlineData("IMCEAEX-_O=FIRM_OU=EXCHANGE_CN=RECIPIENTS_CN=ANN@contoso.com")]
    [InlineData("undisclosed-recipients:;")]
    [InlineData("a\0b@contoso.com")]
    [InlineData("<script>alert(1)</script>@x")]
    [InlineData("")]
    public void What_is_no_address_is_none(string typed) => Assert.Null(EmailAddress.Read(typed));

    [Theory]
    [InlineData("https://www.Fabrikam.example:443/de/?utm_source=mail#top", "fabrikam.example")]
    [InlineData("FABRIKAM.EXAMPLE.", "fabrikam.example")]
    [InlineData("http://user@fabrikam.example", "fabrikam.example")]
    [InlineData("fabrikam.example?ref=1", "fabrikam.example")]
    [InlineData("info@fabrikam.example", "fabrikam.example")]
    [InlineData("http://user:secret@fabrikam.example:8080\\x", "fabrikam.example")]
    [InlineData("//fabrikam.example/", null)]
    [InlineData("www.example", "www.example")]
    [InlineData("ftp://files.fabrikam.example", "files.fabrikam.example")]
    [InlineData("bücher.example", "bücher.example")]
    [InlineData("XN--BCHER-KVA.example", "bücher.example")]
    [InlineData("fabrikam\u3002example", "fabrikam.example")]
    [InlineData("<fabrikam.example>", "fabrikam.example")]
    [InlineData("192.168.0.1", null)]
    [InlineData("http://[::1]/", null)]
    [InlineData("fabrikam", null)]
    [InlineData("fabri kam.example", null)]
    public void A_domain_is_read_out_of_a_web_address(string typed, string? domain) => Assert.Equal(domain, DomainName.Find(typed));

    [Theory]
    [InlineData("co.uk")]
    [InlineData("com")]
    [InlineData("github.io")]
    [InlineData("www.ck", false)]
    [InlineData("foo.ck")]
    [InlineData("gmail.com")]
    [InlineData("yahoo.co.jp")]
    [InlineData("gmx.ch")]
    [InlineData("mail.gmx.de")]
    [InlineData("proton.me")]
    [InlineData("contoso.com", false)]
    [InlineData("yahoo.example", false)]
    public void Where_anybody_has_a_name_or_a_mailbox_is_no_company(string domain, bool refused = true)
    {
        var check = new InputReader();
        MailDomain.Parse(check, "domain", domain);

        Assert.Equal(refused, check.Refusal is not null);
        Assert.Equal(refused, MailDomain.OfCompany("ann@" + domain) is null);
    }

    [Theory]
    [InlineData("per@nordic.litware.example", "nordic.litware.example litware.example")]
    [InlineData("ticket@support.eu.tailspin.co.uk", "support.eu.tailspin.co.uk eu.tailspin.co.uk tailspin.co.uk")]
    [InlineData("a@notlitware.example", "notlitware.example")]
    [InlineData("a@litware.example.attacker.example", "litware.example.attacker.example example.attacker.example attacker.example")]
    [InlineData("shop@shop.co.uk", "shop.co.uk")]
    [InlineData("me@me.github.io", "me.github.io")]
    [InlineData("ann@gmail.com", "")]
    public void A_subdomain_belongs_to_the_company_above_it_and_to_no_public_suffix(string address, string domains) =>
        Assert.Equal(domains, string.Join(' ', MailDomain.AllOfCompany(address)));
}
