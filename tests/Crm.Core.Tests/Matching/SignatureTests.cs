using System.Text.RegularExpressions;

namespace Crm.Core.Tests.Matching;

/// <summary>Signatures as people write them (signatures.txt): each is read right, or not at all.</summary>
public sealed class SignatureTests
{
    private const int Least = 60;

    private static readonly string[] Fields = ["name", "title", "phone", "mobile"];

    [Fact]
    public void What_signatures_say_is_read_and_nothing_else()
    {
        List<Case> cases = [.. Load()];
        var faults = cases.Select(c => (c.Shows, c.Expected, Told: Told(c))).Where(c => c.Expected != c.Told)
            .Select(c => $"{c.Shows}\n    expected {c.Expected}\n    but was  {c.Told}").ToList();

        Assert.True(faults.Count == 0, $"{faults.Count} of {cases.Count}:\n{string.Join('\n', faults)}");
        Assert.True(cases.Count >= Least, $"{cases.Count} cases");
        Assert.True(cases.Count(c => c.Expected.Length == 0) >= 10, "Of too few nothing is read.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("-- \n")]
    [InlineData("Best regards")]
    [InlineData("Best regards,\n\n-- \n> \n")]
    [InlineData("Regards\n|\n•\n+\n(\n")]
    public void An_end_without_anything_is_none(string text) =>
        Assert.Equal(MailSignature.None, MailSignature.Read(text, "Ann Miller", "ann@litware.com", "DE"));

    [Fact]
    public void A_long_mail_is_read_in_a_moment()
    {
        var text = string.Join(
            '\n', Enumerable.Repeat("On the one hand 030 123 45 67 89 and on the other hand (((((0 0 0 0 0 0 wrote", 2_000))
            + "\nBest regards\nAnn Miller\nBuyer";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal("Buyer", MailSignature.Read(text, "Ann Miller", "ann@litware.com", "DE").Title);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }

    private static string Told(Case mail)
    {
        var read = MailSignature.Read(mail.Text, mail.Name, mail.Address, mail.Country);
        var name = MailSignature.FullName(mail.Name) is null ? read.Name : null;
        return Line([name is null ? null : $"{name.First} {name.Last}", read.Title, Digits(read.Phone), Digits(read.Mobile)]);
    }

    private static string Line(IEnumerable<string?> values) =>
        string.Join(", ", Fields.Zip(values).Where(f => f.Second is not null).Select(f => $"{f.First} {f.Second}"));

    private static string? Digits(string? number) => number is null ? null : Regex.Replace(number, "[^0-9+]", "");

    private static IEnumerable<Case> Load()
    {
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Matching", "signatures.txt")).ReplaceLineEndings("\n");
        foreach (var part in file.Split("\n=== ").Skip(1))
        {
            var (head, text) = part.Split("\n\n", 2) is [var h, var t] ? (h.Split('\n'), t) : (part.Split('\n'), "");
            var from = Regex.Match(head[1], @"^from (?<name>.*?) ?<(?<address>.+)>(?: \[(?<country>..?)\])?$");
            if (!from.Success)
            {
                throw new InvalidDataException($"Not understood: {head[1]}");
            }

            var wanted = head.Skip(2).Select(l => l.Split(' ', 2)).ToDictionary(l => l[0], l => l[1]);
            var address = from.Groups["address"].Value;
            yield return new Case(
                head[0], from.Groups["name"].Value is { Length: > 0 } name ? name : null, address,
                from.Groups["country"] is { Success: true, Value: var country } ? country is "-" ? null : country
                    : PersonAddress.CountryOf(address),
                text, Line(Fields.Select(wanted.GetValueOrDefault)));
        }
    }

    private sealed record Case(string Shows, string? Name, string Address, string? Country, string Text, string Expected);
}
