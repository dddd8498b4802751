using System.Buffers.Binary;
using System.IO.Compression;
using Crm.Cli.Manifests;

namespace Crm.Bot.Tests.Teams;

/// <summary>What the app package promises, the bot keeps.</summary>
public sealed class ManifestTests
{
    private static readonly Guid Bot = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid Client = Guid.Parse("55555555-5555-4555-8555-555555555555");

    private static readonly string Text = TeamsPackage.Fill(Workspace.Find(), "crm.example.com", Bot, Client);
    private static readonly JsonElement Manifest = JsonDocument.Parse(Text).RootElement;

    [Fact]
    public async Task It_satisfies_the_published_schema_and_the_oracle_finds_faults()
    {
        var folder = Directory.CreateTempSubdirectory("manifest-");
        var (good, bad) = (Path.Combine(folder.FullName, "good.json"), Path.Combine(folder.FullName, "bad.json"));
        await File.WriteAllTextAsync(good, Text);
        await File.WriteAllTextAsync(bad, Text.Replace("\"query\"", "\"guess\"", StringComparison.Ordinal));

        Assert.Empty(await ManifestOracle.FaultsAsync(good));
        Assert.NotEmpty(await ManifestOracle.FaultsAsync(bad));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_command_of_the_bot_is_understood() => Assert.All(
        Manifest.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray()
            .SelectMany(l => l.GetProperty("commands").EnumerateArray()),
        c => Assert.Contains(Assert.IsType<Command.Run>(Command.Parse(c.GetProperty("title").GetString())).Verb, CardRoutes.Table.Keys));

    [Fact]
    public void The_extensions_commands_are_those_of_the_code()
    {
        var commands = Manifest.GetProperty("composeExtensions")[0].GetProperty("commands").EnumerateArray()
            .ToLookup(c => c.GetProperty("type").GetString(), c => c.GetProperty("id").GetString()!);

        Assert.Equal(MessageExtension.Searches.Keys.Order(), commands["query"].Order());
        Assert.Equal(MessageExtension.Forms.Keys.Order(), commands["action"].Order());
    }

    [Fact]
    public void Every_form_of_the_extension_has_a_route() => Assert.All(
        MessageExtension.Forms.Values,
        form => Assert.Contains(form(new MessagePayload("Clara Nilsson", "Hello", null)).Verb, CardRoutes.Table.Keys));

    [Fact]
    public void Ids_and_domains_are_the_installations_own_and_nothing_is_left_to_fill()
    {
        Assert.DoesNotContain("{{", Text);
        Assert.Equal(Bot.ToString(), Manifest.GetProperty("bots")[0].GetProperty("botId").GetString());
        Assert.Equal(Bot.ToString(), Manifest.GetProperty("composeExtensions")[0].GetProperty("botId").GetString());
        Assert.Equal(["crm.example.com"], Manifest.GetProperty("validDomains").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal(
            Manifest.GetProperty("validDomains").EnumerateArray().Select(d => d.GetString()),
            Manifest.GetProperty("composeExtensions")[0].GetProperty("messageHandlers")[0].GetProperty("value").GetProperty("domains")
                .EnumerateArray().Select(d => d.GetString()));
        Assert.Equal($"api://crm.example.com/{Client}", Manifest.GetProperty("webApplicationInfo").GetProperty("resource").GetString());
    }

    [Fact]
    public async Task The_package_holds_the_manifest_and_icons_of_the_sizes_that_Teams_asks_for()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("manifest-").FullName, "crm-teams.zip");
        await TeamsPackage.WriteAsync(Workspace.Find(), Text, file, CancellationToken.None);

        await using var package = await ZipFile.OpenReadAsync(file);
        Assert.Equal(["color.png", "manifest.json", "outline.png"], package.Entries.Select(e => e.FullName).Order());
        Assert.Equal((192, 192), await SizeAsync(package.GetEntry("color.png")!));
        Assert.Equal((32, 32), await SizeAsync(package.GetEntry("outline.png")!));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>Width and height stand at bytes 16 and 20 of a PNG.</summary>
    private static async Task<(int Width, int Height)> SizeAsync(ZipArchiveEntry icon)
    {
        await using var stream = await icon.OpenAsync();
        var head = new byte[24];
        await stream.ReadExactlyAsync(head);
        return (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)));
    }
}
