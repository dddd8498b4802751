namespace Crm.OutlookAddin.Tests.Api;

/// <summary>The form of a new contact starts with what the mail's signature says; nothing of the text is kept.</summary>
public sealed class SignatureTests : PaneTests
{
    [Fact]
    public async Task Title_and_number_of_whoever_signed_are_told()
    {
        using var answer = await Alex.PostAsync("/api/signature", new
        {
            text = "Hello Alex,\n\nsee you on Monday.\n\nBest regards\nJonas Weber\nArt Director\n+49 30 5550 142\n",
            name = "Jonas Weber",
            email = "jonas.weber@graphicdesign.example",
        });

        var signed = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(("Art Director", "+49 30 5550142"), (signed["jobTitle"]!.GetValue<string>(), signed["phone"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    public async Task Without_an_address_there_is_nobody_to_read_of(string? email)
    {
        using var answer = await Alex.PostAsync("/api/signature", new { text = "x", email });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("e-mail address", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
