namespace Crm.Core.Tests.Input;

/// <summary>Phone numbers in the notations that people and directories use.</summary>
public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("+49 (0)30 / 123 45-67", null, "+49 30 1234567")]
    [InlineData("0049 30 1234567", null, "+49 30 1234567")]
    [InlineData("tel:+442079460123", null, "+44 20 7946 0123")]
    [InlineData("'0049 30 123456", null, "+49 30 123456")]
    [InlineData("030 1234567", "DE", "+49 30 1234567")]
    [InlineData("030 1234567", null, "030 1234567")]
    [InlineData("(206) 555-0100", "US", "+1 206-555-0100")]
    [InlineData("1-800-FLOWERS", "US", "+1 800-356-9377")]
    [InlineData("+49\u00a030\u20111234567", null, "+49 30 1234567")]
    [InlineData("+1 206 555 0100 x12", null, "+1 206-555-0100 ext. 12")]
    [InlineData("+999 1234", null, "+999 1234")]
    [InlineData("112", null, "112")]
    public void A_number_is_kept_in_one_notation_where_its_country_is_known(string typed, string? country, string kept) =>
        Assert.Equal(kept, PhoneText.Read(typed, country));

    [Theory]
    [InlineData("call me")]
    [InlineData("-")]
    [InlineData("####")]
    public void What_has_no_digits_is_no_number(string typed) => Assert.Null(PhoneText.Read(typed));

    [Theory]
    [InlineData("+493012345 67", "301234567")]
    [InlineData("030 1234567", "301234567")]
    [InlineData("0049301234567", "301234567")]
    [InlineData("1234567", "1234567")]
    [InlineData("+49 151 2345678", "1512345678")]
    [InlineData("01512345678", "1512345678")]
    [InlineData("020 7946 0123", "2079460123")]
    [InlineData("+49 (0)30 / 123 45-67", "301234567")]
    [InlineData("(0)30 1234567", "301234567")]
    [InlineData("2027", null)]
    [InlineData("Litware 2027", null)]
    [InlineData("kick-off", null)]
    public void Every_notation_asks_for_the_same_digits(string typed, string? digits) => Assert.Equal(digits, PhoneText.Sought(typed));
}
