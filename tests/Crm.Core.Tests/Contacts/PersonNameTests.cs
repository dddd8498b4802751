namespace Crm.Core.Tests.Contacts;

/// <summary>Display names as mail clients and directories write them.</summary>
public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Smith, Jane, Jr.", "Jane", "Smith")]
    [InlineData("O'Brien, Mary, MD", "Mary", "O'Brien")]
    [InlineData("Ann Miller, PhD", "Ann", "Miller")]
    [InlineData("MOREAU Paul", "Paul", "Moreau")]
    [InlineData("Paul MOREAU", "Paul", "Moreau")]
    [InlineData("Dr. Hanna van der Berg | GraphicDesign GmbH", "Hanna", "van der Berg")]
    [InlineData("Prof. Dr. rer. nat. Klaus Schmidt", "Klaus", "Schmidt")]
    [InlineData("Mr John Q. Smith III", "John Q.", "Smith")]
    [InlineData("JOHN SMITH", "John", "Smith")]
    [InlineData("O'BRIEN Mary", "Mary", "O'Brien")]
    [InlineData("MÜLLER-LÜDENSCHEIDT, Hans", "Hans", "Müller-Lüdenscheidt")]
    [InlineData("Berg, Hanna van der", "Hanna", "van der Berg")]
    [InlineData("van der Berg, Hanna", "Hanna", "van der Berg")]
    [InlineData("Robert De Niro", "Robert", "De Niro")]
    [InlineData("Vincent van 't Hoff", "Vincent", "van 't Hoff")]
    [InlineData("Ana María de los Santos", "Ana María", "de los Santos")]
    [InlineData("Jack Ma", "Jack", "Ma")]
    [InlineData("Jack Ma, MBA", "Jack", "Ma")]
    [InlineData("Ann Miller - Litware Inc.", "Ann", "Miller")]
    [InlineData("Ann Miller [EXT]", "Ann", "Miller")]
    [InlineData("Miller, Ann (Litware)", "Ann", "Miller")]
    [InlineData("Ann Miller, Litware GmbH", "Ann", "Miller")]
    [InlineData("Clara Nilsson via Sales", "Clara", "Nilsson")]
    [InlineData("\u200eAnn\u00a0Miller\u200b", "Ann", "Miller")]
    [InlineData("金 民俊", "民俊", "金")]
    [InlineData("Gen Tanaka", "Gen", "Tanaka")]
    [InlineData("Don Smith", "Don", "Smith")]
    public void What_is_known_of_a_name_splits_it(string shown, string first, string last) =>
        Assert.Equal(new PersonName(first, last), PersonName.Guess(shown, null));

    [Theory]
    [InlineData("Tailspin support")]
    [InlineData("Litware, Inc.")]
    [InlineData("Accounts Payable Team")]
    [InlineData("Maria Clara Fernanda Silva Souza")]
    [InlineData("Smith, Jane, Litware")]
    public void Where_nothing_is_known_all_of_it_stands_in_the_last_name(string shown) =>
        Assert.Equal(new PersonName(null, shown.TrimEnd(',')), PersonName.Guess(shown, null));

    [Theory]
    [InlineData("Mr.")]
    [InlineData("Jr.")]
    [InlineData("'")]
    [InlineData(", ,")]
    [InlineData("van")]
    [InlineData("( )")]
    [InlineData("\u202e")]
    public void No_scrap_of_a_name_breaks_it(string shown) => Assert.Null(PersonName.Guess(shown, null).First);
}
