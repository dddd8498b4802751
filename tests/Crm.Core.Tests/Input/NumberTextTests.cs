namespace Crm.Core.Tests.Input;

/// <summary>Numbers and amounts as people of several countries type them, and as spreadsheets spoil them.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("10000", "en-US", "10000")]
    [InlineData("10,000", "en-US", "10000")]
    [InlineData("10,000.50", "en-US", "10000.50")]
    [InlineData("10.000,50", "de-DE", "10000.50")]
    [InlineData("10.000", "de-DE", "10000")]
    [InlineData("10.000", "en-US", "10.000")]
    [InlineData("10,000", "de-DE", "10000")]
    [InlineData("12,34", "de-DE", "12.34")]
    [InlineData("12.5", "de-DE", "12.5")]
    [InlineData("0,125", "de-DE", "0.125")]
    [InlineData("0.125", "en-US", "0.125")]
    [InlineData("12,34,567", "en-IN", "1234567")]
    [InlineData("12,34,567.50", "en-US", "1234567.50")]
    [InlineData("1'234.50", "de-CH", "1234.50")]
    [InlineData("1’234’567", "de-CH", "1234567")]
    [InlineData("10\u202f000", "fr-FR", "10000")]
    [InlineData("10\u00a0000,5", "fr-FR", "10000.5")]
    [InlineData("45,000 EUR", "en-US", "45000", "EUR")]
    [InlineData("€45,000", "en-US", "45000", "EUR")]
    [InlineData("45.000 €", "de-DE", "45000", "EUR")]
    [InlineData("CHF 1'234.50", "de-CH", "1234.50", "CHF")]
    [InlineData("$45,000", "en-US", "45000")]
    [InlineData("US$ 45,000", "en-US", "45000")]
    [InlineData("£1.5m", "en-GB", "1500000", "GBP")]
    [InlineData("12k", "en-US", "12000")]
    [InlineData("12,5k", "de-DE", "12500")]
    [InlineData("12k EUR", "en-US", "12000", "EUR")]
    [InlineData("2.5 million", "en-US", "2500000")]
    [InlineData("3 Mio €", "de-DE", "3000000", "EUR")]
    [InlineData("(1,234.00)", "en-US", "-1234.00")]
    [InlineData("500-", "en-US", "-500")]
    [InlineData("-500", "en-US", "-500")]
    [InlineData("−500", "en-US", "-500")]
    [InlineData("+500", "en-US", "500")]
    [InlineData("١٢٣٤", "ar", "1234")]
    [InlineData("１２３", "ja-JP", "123")]
    [InlineData(".5", "en-US", "0.5")]
    public void A_number_is_read_in_the_persons_locale_and_names_its_currency(
        string typed, string locale, string number, string? currency = null)
    {
        Assert.True(NumberText.TryRead(typed, NumberForm.Of(Numbers.CultureOf(locale)), out var read), typed);
        Assert.Equal((number, currency), (read.Value.ToString(CultureInfo.InvariantCulture), read.Currency));
    }

    [Theory]
    [InlineData("12,34")]
    [InlineData("1,23,4567")]
    [InlineData("1,2345")]
    [InlineData("1.234.56")]
    [InlineData("1,234,56")]
    [InlineData("1.000,00.0")]
    [InlineData("4.9E+11")]
    [InlineData("4,91512E+11")]
    [InlineData("####")]
    [InlineData("12 34")]
    [InlineData("10 EUR 20")]
    [InlineData("10 EUR USD")]
    [InlineData("(100")]
    [InlineData("100)")]
    [InlineData("--5")]
    [InlineData("12 apples")]
    [InlineData("1/2")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_could_be_another_number_is_none(string typed) =>
        Assert.False(NumberText.TryRead(typed, new NumberForm('.', IsCertain: false), out var read) , $"{read}");

    [Theory]
    [InlineData("31.12.99", "1999-12-31")]
    [InlineData("15.03.62", "1962-03-15")]
    [InlineData("15.03.27", "2027-03-15")]
    [InlineData("15.03.46", "2046-03-15")]
    [InlineData("15.03.47", "1947-03-15")]
    [InlineData("01/02/00", "2000-02-01")]
    [InlineData("3-Mar-31", "2031-03-03")]
    [InlineData("31.12.1899", "1899-12-31")]
    [InlineData("2027-03-31T10:00", "2027-03-31")]
    [InlineData("5. März 2027", "2027-03-05")]
    public void A_year_of_two_digits_is_of_the_hundred_years_that_end_twenty_years_ahead(string typed, string day)
    {
        Assert.True(DayText.TryRead(typed, dayFirst: true, new DateOnly(2026, 11, 29), out var read));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("46387", true)]
    [InlineData("46387.0", true)]
    [InlineData("2027", false)]
    [InlineData("20270331", false)]
    public void A_spreadsheets_number_for_a_day_is_known_as_one(string typed, bool isSerial) =>
        Assert.Equal(isSerial, DayText.IsSerial(typed));
}
