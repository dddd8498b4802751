using System.IO.Compression;

namespace Crm.Cli.Tests;

/// <summary>./crm manifests, as an administrator calls it.</summary>
public sealed class ManifestsTests
{
    private const string Bot = "11111111-2222-4333-8444-555555555555";
    private const string Client = "11111111-2222-4333-8444-666666666666";

    [Fact]
    public async Task The_package_and_the_add_in_hold_the_installations_own_names()
    {
        var folder = Directory.CreateTempSubdirectory("manifests").FullName;

        Assert.Equal(0, await ManifestsCommand.Build().Parse(
            ["--host", "https://crm.contoso.example", "--bot-id", Bot, "--client-id", Client, "--output", folder]).InvokeAsync());

        await using var package = await ZipFile.OpenReadAsync(Path.Combine(folder, "crm-teams.zip"));
        Assert.Equal(["color.png", "manifest.json", "outline.png"], package.Entries.Select(e => e.FullName).Order());
        using var reader = new StreamReader(await package.GetEntry(TeamsPackage.Manifest)!.OpenAsync());
        var manifest = await reader.ReadToEndAsync();
        Assert.Contains("crm.contoso.example", manifest, StringComparison.Ordinal);
        Assert.Contains(Bot, manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", manifest, StringComparison.Ordinal);
        var addIn = await File.ReadAllTextAsync(Path.Combine(folder, "crm-outlook.xml"));
        Assert.Contains($"<Id>{Client}</Id>", addIn, StringComparison.Ordinal);
        Assert.Contains("https://crm.contoso.example/pane/", addIn, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", addIn, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("http://crm.contoso.example")]
    [InlineData("https://crm.contoso.example/pane")]
    [InlineData("crm.contoso.example")]
    public void An_address_that_Teams_would_not_take_is_refused_in_words(string host) => Assert.Contains(
        "--host is an https address", Assert.Single(ManifestsCommand.Build().Parse(
            ["--host", host, "--bot-id", Bot, "--client-id", Client]).Errors).Message, StringComparison.Ordinal);
}
