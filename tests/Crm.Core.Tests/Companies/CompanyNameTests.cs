namespace Crm.Core.Tests.Companies;

/// <summary>When two spellings are one company, when one is a slip of the other, and when they are two.</summary>
public sealed class CompanyNameTests
{
    [Theory]
    [InlineData("litware inc.", "Litware Inc.")]
    [InlineData("Litware", "LITWARE, INC")]
    [InlineData("Litware Incorporated", "Litware Corp.")]
    [InlineData("Litware GmbH", "Litware G.m.b.H.")]
    [InlineData("Litware GmbH & Co. KG", "Litware")]
    [InlineData("Litware AG & Co. KGaA", "Litware AG")]
    [InlineData("Müller UG (haftungsbeschränkt)", "Muller UG")]
    [InlineData("Société Générale S.A.", "Societe Generale")]
    [InlineData("Boulangerie Petit SARL", "Boulangerie Petit S.à r.l.")]
    [InlineData("Żubr Sp. z o.o.", "Zubr")]
    [InlineData("Litware s.r.o.", "Litware, spol. s r.o.")]
    [InlineData("AB Volvo", "Volvo AB (publ)")]
    [InlineData("ООО Ромашка", "Ромашка ООО")]
    [InlineData("株式会社リットウェア", "リットウェア株式会社")]
    [InlineData("Ørsted A/S", "Orsted")]
    [InlineData("Straßenbau Weiß GmbH", "Strassenbau Weiss")]
    [InlineData("Litware Pty Ltd", "Litware Proprietary Limited")]
    [InlineData("L.I.T. Ware Ltd", "LIT Ware Limited")]
    [InlineData("Lit-Ware", "Lit Ware")]
    [InlineData("Adventure Works", "AdventureWorks LLC")]
    [InlineData("Berg & Söhne", "Berg und Söhne OHG")]
    [InlineData("The Phone Company", "Phone Company")]
    [InlineData("Trey Research\u00a0Oyj", "trey  research")]
    [InlineData("Alpine Ski House d.o.o.", "ALPINE SKI HOUSE")]
    public void One_company_in_two_spellings(string one, string other)
    {
        Assert.True(CompanyName.Of(one).IsSameAs(CompanyName.Of(other)), $"{CompanyName.Of(one).Text} / {CompanyName.Of(other).Text}");
        Assert.True(CompanyName.Of(other).IsLike(CompanyName.Of(one)));
    }

    [Theory]
    [InlineData("Litwaer Inc.", "Litware")]
    [InlineData("Litwar", "Litware GmbH")]
    [InlineData("Littware", "Litware")]
    [InlineData("Northwind Tradres", "Northwind Traders")]
    [InlineData("Wingtip Toys", "Wingtipp Toys")]
    [InlineData("Tailspin Toys Ltd", "Tailspln Toys")]
    public void One_slip_of_the_pen_is_like_it_and_not_the_same(string one, string other)
    {
        Assert.True(CompanyName.Of(one).IsLike(CompanyName.Of(other)));
        Assert.False(CompanyName.Of(one).IsSameAs(CompanyName.Of(other)));
    }

    [Theory]
    [InlineData("Litware", "Northwind")]
    [InlineData("Fabrikam North", "Fabrikam South")]
    [InlineData("Store 11", "Store 12")]
    [InlineData("Litware 2", "Litware 3")]
    [InlineData("Berg", "Burg")]
    [InlineData("SAP", "SAS")]
    [InlineData("Litware Holding", "Litware")]
    [InlineData("Contoso Bank", "Contoso Bikes")]
    [InlineData("AG", "KG")]
    [InlineData("", "")]
    public void Two_companies_stay_two(string one, string other) => Assert.False(CompanyName.Of(one).IsLike(CompanyName.Of(other)));

    [Theory]
    [InlineData("GmbH", "gmbh")]
    [InlineData("The Company", "company")]
    [InlineData("Co. Ltd.", "co")]
    public void A_name_of_nothing_but_forms_keeps_a_word(string name, string text) => Assert.Equal(text, CompanyName.Of(name).Text);
}
