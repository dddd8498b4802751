namespace Crm.Cli.Tests;

public sealed class PostgresVersionTests
{
    [Theory]
    [InlineData(140_020, "15 or newer")]
    [InlineData(150_000, "15.14")]
    [InlineData(150_008, "15.14")]
    [InlineData(150_013, "15.14")]
    [InlineData(150_014, null)]
    [InlineData(150_019, null)]
    [InlineData(160_004, "16.10")]
    [InlineData(160_009, "16.10")]
    [InlineData(160_010, null)]
    [InlineData(170_000, "17.6")]
    [InlineData(170_005, "17.6")]
    [InlineData(170_006, null)]
    [InlineData(180_000, null)]
    [InlineData(190_001, null)]
    public void A_server_that_lets_rows_out_is_named_with_the_version_to_take(int number, string? said)
    {
        var why = PostgresVersions.WhyNot(number);

        Assert.Equal(said is null, why is null);
        Assert.Contains(said ?? "", why ?? "", StringComparison.Ordinal);
    }
}
