namespace Crm.Data.Tests.Imports;

/// <summary>Files as they really come: each is understood, or refused with the line and the reason; never half.</summary>
public sealed class BrokenCsvTests : DeskTests
{
    private const string Header = "First name,Last name,Email,Phone\n";

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-8-bom", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16-be", "utf-16BE")]
    [InlineData("utf-16-without-bom", "utf-16")]
    [InlineData("windows-1252", "windows-1252")]
    public async Task The_encoding_is_found(string encoding, string found)
    {
        const string Csv = "Vorname;Nachname;E-Mail\nZoë;Müller-Ångström;zoe@x.example\nJosé;Nuñez;jose@x.example\n";
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Csv),
            "utf-8-bom" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Csv)],
            "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Csv)],
            "utf-16-be" => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Csv)],
            "utf-16-without-bom" => Encoding.Unicode.GetBytes(Csv),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Csv),
        };

        var outcome = await Desk.RunFileAsync(Ann, "contacts", Desk.Write(bytes));

        Assert.True(outcome.Value.Saved);
        Assert.Equal(found, Desk.File!.EncodingName);
        Assert.Equal(
            "Müller-Ångström, Nuñez",
            await World.TruthAsync<string>("select string_agg(last_name, ', ' order by first_name desc) from contacts"));
    }

    [Theory]
    [InlineData("windows-1250", "Dvořáková")]
    [InlineData("Windows-1251", "Соколова")]
    [InlineData("iso-8859-7", "Παπαδοπούλου")]
    [InlineData("iso-8859-1", "Ångström")]
    [InlineData("utf-8", "Παπαδοπούλου")]
    [InlineData("utf-16", "Соколова")]
    [InlineData("shift_jis", "山田")]
    public async Task What_a_person_says_of_the_encoding_outranks_the_guess(string encoding, string name)
    {
        var bytes = TextEncoding.Named(encoding)!.GetBytes($"First name,Last name\nA,{name}\n");

        var outcome = await Desk.RunFileAsync(Ann, "contacts", Desk.Write(bytes), r => r with { Encoding = TextEncoding.Named(encoding) });

        Assert.True(outcome.Value.Saved);
        Assert.Equal(encoding, Desk.File!.EncodingName, ignoreCase: true);
        Assert.Equal(name, await World.TruthAsync<string>("select last_name from contacts"));
    }

    [Theory]
    [InlineData("windows-1249")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void An_encoding_that_nobody_knows_has_no_name(string name) => Assert.Null(TextEncoding.Named(name));

    [Theory]
    [InlineData("utf-8", "Müller", "The file holds bytes that aren't utf-8.")]
    [InlineData("us-ascii", "Müller", "The file holds bytes that aren't us-ascii.")]
    public async Task Bytes_that_are_not_of_the_said_encoding_are_refused_and_not_replaced(string encoding, string name, string said)
    {
        var bytes = Encoding.Latin1.GetBytes($"First name,Last name\nA,{name}\n");

        var outcome = await Desk.RunFileAsync(Ann, "contacts", Desk.Write(bytes), r => r with { Encoding = TextEncoding.Named(encoding) });

        Assert.Contains(said, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Fact]
    public async Task A_corrected_error_file_goes_in_with_the_same_encoding_said()
    {
        var windows = TextEncoding.Named("windows-1250")!;
        await Desk.RunFileAsync(Ann, "contacts", Desk.Write(windows.GetBytes("First name,Last name,Email\nŽofie,Dvořáková,bad\n")),
            r => r with { Encoding = windows });
        var corrected = (await File.ReadAllTextAsync(Desk.ErrorFile))
            .Replace("Dvořáková,bad", "Dvořáková,z@praha.example", StringComparison.Ordinal);

        var outcome =
            await Desk.RunFileAsync(Ann, "contacts", Desk.Write(corrected, new UTF8Encoding(true)), r => r with { Encoding = windows });

        Assert.True(outcome.Value.Saved);
        Assert.Equal("Žofie Dvořáková", await World.TruthAsync<string>("select first_name || ' ' || last_name from contacts"));
    }

    [Fact]
    public async Task A_late_byte_that_is_no_UTF_8_still_decides()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 8_000; i++)
        {
            csv.Append(null, $"Füße{i},Nöll,p{i}@x.example,{i}\n");
        }

        var good = Encoding.UTF8.GetBytes(csv.ToString());
        byte[] bad = [.. good, .. Encoding.Latin1.GetBytes("Jörg,Last,j@x.example,1\n")];

        await Desk.RunFileAsync(Ann, "contacts", Desk.Write(good), r => r with { DryRun = true });
        var whole = Desk.File!.EncodingName;
        await Desk.RunFileAsync(Ann, "contacts", Desk.Write(bad), r => r with { DryRun = true });

        Assert.Equal(("utf-8", "windows-1252"), (whole, Desk.File.EncodingName));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    [InlineData("sep=;\n;")]
    public async Task The_delimiter_is_found(string delimiter)
    {
        var (first, d) = delimiter.StartsWith("sep", StringComparison.Ordinal) ? ("sep=;\r\n", ";") : ("", delimiter);

        await Desk.ImportAsync(
            Ann, "contacts",
            first + $"First name{d}Last name{d}Email\r\n\"A{d}1\"{d}\"B \"\"quoted\"\"\r\nsecond "
            + $"line\"{d}a@b.example\r\n\r\nC{d}D{d}c@d.example\r\n");

        Assert.Equal($"A{d}1|B \"quoted\"\r\nsecond line",
            await World.TruthAsync<string>("select first_name || '|' || last_name from contacts where email = 'a@b.example'"));
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Fact]
    public async Task Row_errors_name_the_line_in_the_file_even_behind_cells_of_several_lines()
    {
        var errors = await Desk.ErrorsOfAsync(Ann, "contacts", Header + "\"A\n\n\n\",B,a@b.example,1\n\nC,D,bad,1\n");

        Assert.Contains(",7,Email,bad,", errors);
    }

    [Fact]
    public async Task An_empty_file_and_a_file_of_headers_are_told_apart()
    {
        Assert.Contains("is empty", await Desk.RefusalOfAsync(Ann, "contacts", ""));
        Assert.Contains("is empty", await Desk.RefusalOfAsync(Ann, "contacts", "\n\n"));
        Assert.Equal(0, (await Desk.ImportAsync(Ann, "contacts", Header)).Rows);
        Assert.Contains("There is no file", (await Desk.RunFileAsync(Ann, "contacts", "/nowhere.csv")).Refusal!.Message);
    }

    [Theory]
    [InlineData("Email,E-mail,Last name", "“Email” (column 1) and “E-mail” (column 2)")]
    [InlineData("Email,Email", "“Email” (column 1) and “Email” (column 2)")]
    [InlineData("Shoe size,Hat", "None of the columns is known: Shoe size, Hat.")]
    public async Task A_header_that_is_not_clear_is_refused(string header, string said) =>
        Assert.Contains(said, await Desk.RefusalOfAsync(Ann, "contacts", header + "\n1,2,3\n"));

    [Fact]
    public async Task A_person_says_what_the_columns_are()
    {
        await Desk.ImportAsync(
            Ann, "contacts", "Email,E-mail,Given,Surname,Size\na@b.example,old@b.example,Ann,Lee,9\n",
            r => r with { Map = [("E-mail", "-"), ("Given", "first name"), ("size", "notes")] });

        Assert.Equal(
            "Ann Lee a@b.example 9",
            await World.TruthAsync<string>("select first_name || ' ' || last_name || ' ' || email || ' ' || notes from contacts"));
        Assert.Contains(
            "--map names the column “Nope”",
            await Desk.RefusalOfAsync(Ann, "contacts", Header, r => r with { Map = [("Nope", "email")] }));
        Assert.Contains(
            "--map names the field “nope”",
            await Desk.RefusalOfAsync(Ann, "contacts", Header, r => r with { Map = [("Email", "nope")] }));
    }

    [Fact]
    public async Task Every_bad_row_is_in_the_error_file_with_its_reason()
    {
        var errors = await Desk.ErrorsOfAsync(
            Ann, "contacts",
            Header + "A,B,a@b.example\nC,D,c@d.example,1,2\nE\0,F,e@f.example,1\n" + new string('x', 101)
                + ",G,g@h.example,1\n\"H\"x,I,i@j.example,1\nJ,K,k@l.example," + new string('9', 900_000) + "\n");

        Assert.All(
            new[]
            {
                "The row has 3 cells, the header has 4.",
                "The row has 5 cells, the header has 4.",
                "The first name holds a character that cannot be stored.",
                "The first name is 101 characters long; at most 100 fit.",
                "Text follows a closing quote.",
                "The phone number is 900000 characters long; at most 50 fit.",
            },
            reason => Assert.Contains(reason, errors));
        Assert.Equal(6 + 1, errors.Trim().Split('\n').Length);
        Assert.Equal(0, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_named_and_does_not_eat_the_memory()
    {
        var small = await Desk.ErrorsOfAsync(Ann, "contacts", Header + "A,B,a@b.example,1\nC,\"D,c@d.example,1\nE,F,e@f.example,1\n");
        var path = Desk.Write(Header + "A,\"B,a@b.example,1\n");
        await using (var file = new StreamWriter(path, append: true))
        {
            for (var i = 0; i < 100_000; i++)
            {
                await file.WriteLineAsync($"First name {i},Last name {i},person{i}@a-long-enough-company-name.example,+46 8 {i}");
            }
        }

        var before = GC.GetTotalAllocatedBytes();
        var large = await Desk.RunFileAsync(Ann, "contacts", path);

        Assert.Contains("A quote opens in this row and is never closed.", small);
        Assert.Contains($"Behind line 1 a row is longer than {CsvFile.MaxRow >> 20} MB.", large.Refusal!.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 120_000_000);
    }

    [Fact]
    public async Task Two_hundred_columns_and_a_line_of_five_megabytes_are_read()
    {
        var columns = string.Join(',', Enumerable.Range(0, 200).Select(i => $"Column {i}"));
        var cells = string.Join(',', Enumerable.Repeat(new string('x', 25_000), 200));

        await Desk.ImportAsync(Ann, "contacts", $"First name,Last name,{columns}\nA,B,{cells}\nC,D,{new string(',', 199)}\n");

        Assert.Equal(200, Desk.Plan!.LeftOut.Count);
        Assert.Equal(2, await World.TruthAsync<long>("select count(*) from contacts"));
    }

    [Theory]
    [InlineData("1,234.56|999|12", "1234.56")]
    [InlineData("1.234,56|1.000|12", "1234.56")]
    [InlineData("1 234,56 kr|12|7", "1234.56")]
    [InlineData("CHF 1'234.56|12|7", "1234.56")]
    [InlineData("$1,234.56|$12|7", "1234.56")]
    [InlineData("1.234|1.234,5|2", "1234.00")]
    public async Task Amounts_are_read_as_their_column_writes_them(string amounts, string first)
    {
        await Desk.ImportAsync(Ann, "deals", "Title;Amount\n" + string.Join('\n', amounts.Split('|').Select((a, i) => $"D{i};{a}")) + "\n");

        Assert.Equal(first, await World.TruthAsync<string>("select value::text from deals where title = 'D0'"));
    }

    [Theory]
    [InlineData("31/03/2027|01/02/2027", "2027-02-01")]
    [InlineData("03/31/2027|01/02/2027", "2027-01-02")]
    [InlineData("2027-03-31|2027-01-02 10:30:00", "2027-01-02")]
    [InlineData("31.3.2027|1.2.27", "2027-02-01")]
    [InlineData("Mar 31, 2027|2 Jan 2027", "2027-01-02")]
    public async Task Dates_are_read_as_their_column_writes_them(string dates, string second)
    {
        await Desk.ImportAsync(
            Ann, "deals", "Title;Close date\n" + string.Join('\n', dates.Split('|').Select((d, i) => $"D{i};{d}")) + "\n");

        Assert.Equal(second, await World.TruthAsync<string>("select expected_close_date::text from deals where title = 'D1'"));
    }

    [Fact]
    public async Task What_can_be_read_in_two_ways_is_asked_and_not_guessed()
    {
        Assert.Contains("may be thousands or decimals", await Desk.RefusalOfAsync(Ann, "deals", "Title;Amount\nA;1.234\nB;12\n"));
        Assert.Contains(
            "may be day/month or month/day", await Desk.RefusalOfAsync(Ann, "deals", "Title;Close date\nA;03/04/2027\nB;05/05/2027\n"));

        await Desk.ImportAsync(Ann, "deals", "Title;Amount;Close date\nA;1.234;03/04/2027\n", r => r with { Forms = new(',', true) });

        Assert.Equal("1234.00 2027-04-03", await World.TruthAsync<string>("select value || ' ' || expected_close_date from deals"));
    }

    [Theory]
    [InlineData("Title,Stage\nA,Nowhere\n", "“Nowhere” isn't a stage of the pipeline. There are: Qualification")]
    [InlineData("Title,Amount\nA,-5\n", "must lie between 0 and")]
    [InlineData("Title,Amount\nA,\"12,34,5\"\n", "is not a number as this column writes them")]
    [InlineData("Title,Probability\nA,140%\n", "between 0% and 100%")]
    [InlineData("Title,Currency\nA,XXQ\n", "isn't a currency")]
    [InlineData("Title,Close date\nA,2027-02-30\n", "is not a date")]
    [InlineData("Title,Contact email\nA,who@x.example\n", "This contact is not there yet.")]
    [InlineData("Amount,Stage\n5,Proposal\n", "A new deal needs a title.")]
    public async Task A_deal_is_held_to_the_rules_of_the_form(string csv, string said) =>
        Assert.Contains(said, await Desk.ErrorsOfAsync(Ann, "deals", csv));
}
