namespace Crm.Core.Tests.Presses;

/// <summary>A press whose card did not carry its payload, from an older card or from nobody's: an answer in words, never a fault.</summary>
public sealed class BarePressTests : FirmTests
{
    [Fact]
    public async Task No_verb_fails_for_want_of_its_payload()
    {
        var failed = new List<string>();
        foreach (var verb in CardRoutes.Table.Keys.Order(StringComparer.Ordinal))
        {
            try
            {
                await World.PressAsync(Admin, verb, JsonElement.Parse("{}"));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                failed.Add($"{verb}: {fault.Message}");
            }
        }

        Assert.Empty(failed);
    }

    [Theory]
    [InlineData("contact.doubles", "{}")]
    [InlineData("contact.doubles", """{"typed":null}""")]
    [InlineData("company.doubles", "{}")]
    [InlineData("record.conflict", "{}")]
    [InlineData("record.conflict", """{"kind":"Deal","fields":null,"mine":null}""")]
    public async Task What_shows_the_payload_itself_asks_to_be_asked_for_again(string verb, string data)
    {
        var answer = await World.PressAsync(Ann, verb, JsonElement.Parse(data));

        Assert.Equal("This card's data could not be read. Please ask for it again.", answer.Refusal?.Message);
        Assert.Contains("Please ask for it again.", CardJson.Write(answer.Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_its_payload_each_of_them_answers()
    {
        var deal = await World.DealAsync(Ann, "Vans");
        var mine = JsonElement.Parse("""{"title":"Bikes"}""");

        var alike = await World.PressAsync(Ann, "contact.doubles", JsonElement.Parse("""{"typed":{"firstName":"Clara"}}"""));
        var conflict = await World.PressAsync(
            Ann, ShowConflict.Verb, new ShowConflict(RecordKind.Deal, deal, 1, [new FieldConflict("title", "Bikes", "Vans")], mine));

        Assert.Null(alike.Refusal);
        Assert.Null(conflict.Refusal);
    }
}
