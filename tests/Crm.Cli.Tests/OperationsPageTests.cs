using System.Text.RegularExpressions;

namespace Crm.Cli.Tests;

/// <summary>What an administrator copies out of docs/operations.md does what the page says.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Workspace.Find().Root, "docs", "operations.md"));

    [Fact]
    public void The_connection_string_for_a_server_elsewhere_is_encrypted_and_checks_whom_it_speaks_to()
    {
        var sentence = Assert.Single(Fragment().Matches(Page).Select(m => new NpgsqlConnectionStringBuilder(m.Groups[1].Value)));

        Assert.Equal(SslMode.VerifyFull, sentence.SslMode);
        Assert.NotEmpty(sentence.RootCertificate!);
        Assert.Contains("hostssl", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex("`(SSL Mode=[^`]+)`")]
    private static partial Regex Fragment();
}
