using Crm.OutlookAddin.Tests.Api;

namespace Crm.Cases.PublishedCases;

/// <summary>auth-01: the access tokens that an app registration gives by default, and four spoilt ones.</summary>
public sealed class AuthCases
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("scp", null)]
    [InlineData("appid", "77777777-7777-4777-8777-777777777777")]
    [InlineData("tid", "88888888-8888-4888-8888-888888888888")]
    [InlineData("iss", "v2.0")]
    public async Task A_version_one_token_is_refused_with_its_cause_in_the_log(string? claim, string? value)
    {
        await using var pane = await TestPane.StartAsync();
        var claims = JsonNode.Parse(await File.ReadAllTextAsync(CaseFiles.PathOf("auth-01.json")))!["body"]!["claims"]!.DeepClone()
            .AsObject();
        await pane.World.UserAsync("Alex Wilber", oid: Guid.Parse((string)claims["oid"]!));
        if (claim is not null)
        {
            claims[claim] = claim == "iss" ? $"{pane.Instance}{World.Contoso}/{value}" : value;
        }

        using var answer = await pane.SendAsync(HttpMethod.Get, "/api/companies", pane.Token(claims));

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Single(pane.Log, line => line.Contains("requestedAccessTokenVersion", StringComparison.Ordinal));
    }
}
