namespace Crm.Core.Tests.Input;

/// <summary>Text as phones, word processors, spreadsheets and other systems send it.</summary>
public sealed class NormalTextTests
{
    [Theory]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("\ufeffClara", "Clara")]
    [InlineData("Cla\u200bra\u2060 Nils\u00adson", "Clara Nilsson")]
    [InlineData("\u202eevil\u202c", "evil")]
    [InlineData("a\u2066b\u2069\u200e\u200fc", "abc")]
    [InlineData("10\u202f000\u00a0EUR", "10 000 EUR")]
    [InlineData("full\u3000width", "full width")]
    [InlineData("2027\u201101\u201031", "2027-01-31")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\nb\nc\nd")]
    [InlineData("bell\u0007 and\u001b[0m", "bell and[0m")]
    [InlineData("line one\r\n\tline two", "line one\r\n\tline two")]
    [InlineData("O’Brien – “quoted”", "O’Brien – “quoted”")]
    [InlineData("👨\u200d👩\u200d👧 family", "👨\u200d👩\u200d👧 family")]
    [InlineData("❤\ufe0f", "❤\ufe0f")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",
        "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("شركة", "شركة")]
    [InlineData("a\u200db", "ab")]
    [InlineData("tag\U000E0041s", "tags")]
    [InlineData("Å", "Å")]
    public void The_stored_form_is_composed_visible_and_in_its_own_direction(string typed, string stored) =>
        Assert.Equal(stored, NormalText.Stored(typed));

    [Fact]
    public void No_character_breaks_it()
    {
        for (var value = 1; value <= char.MaxValue; value++)
        {
            var typed = $"a{(char)value}b";
            Assert.Equal(NormalText.Stored(typed), NormalText.Stored(NormalText.Stored(typed)));
            Assert.True(NormalText.Compared(typed).Length >= 2, $"U+{value:X4}");
        }

        Assert.Equal("abcd", NormalText.Stored("a\ufffeb\uffffc\ufdd0d"));
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_reach_the_database() =>
        Assert.DoesNotContain(NormalText.Stored("a\ud83db"), char.IsSurrogate);

    [Theory]
    [InlineData("O’Brien", "O'Brien")]
    [InlineData("Fairy's  Kitchen", "fairy’s kitchen")]
    [InlineData("Kick\u2011off", "kick-off")]
    [InlineData("Kick–off", "Kick-off")]
    [InlineData("“Big” deal", "\"big\" deal")]
    [InlineData("Rene\u0301", "RENÉ")]
    public void Spellings_of_one_name_are_the_same(string one, string other) => Assert.True(NormalText.AreSame(one, other));

    [Theory]
    [InlineData("René", "Rene")]
    [InlineData("Clara Nilsson", "Clara Nilson")]
    public void Other_names_are_not(string one, string other) => Assert.False(NormalText.AreSame(one, other));

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u00a0\u3000")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u202e\u202c")]
    [InlineData("\u0301\u0301")]
    [InlineData("\ufe0f")]
    [InlineData("\u200d\u200d")]
    public void A_name_of_which_nothing_is_seen_is_refused(string typed)
    {
        var check = new InputReader();
        check.Required("name", typed, "The name", 100);

        Assert.Equal("The name is needed.", check.Refusal!.For("name"));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("★")]
    [InlineData("👩\u200d💻")]
    [InlineData("شركة")]
    [InlineData("山")]
    public void A_name_of_any_script_or_sign_is_one(string typed) => Assert.True(NormalText.IsVisible(typed));
}
