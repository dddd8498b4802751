namespace Crm.Cli.Manifests;

/// <summary>./crm manifests: the app package for Teams and the add-in for Outlook, ready to upload.</summary>
public static class ManifestsCommand
{
    public static Command Build()
    {
        var host = new Option<string>("--host") { Description = "Where the hosts are reached: https://crm.example.com", Required = true };
        var bot = new Option<Guid>("--bot-id") { Description = "Application id of the bot's registration.", Required = true };
        var client = new Option<Guid>("--client-id") { Description = "Application id of the API's registration.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder to write to.", DefaultValueFactory = _ => "." };
        host.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(Uri.TryCreate(token.Value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
                    && url.PathAndQuery == "/" && url.IsDefaultPort))
            {
                result.AddError("--host is an https address without a path or a port, such as https://crm.example.com.");
            }
        });
        var command = new Command("manifests", "Writes the app package for Teams and the add-in for Outlook, ready to upload.")
        {
            host, bot, client, output,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var workspace = Workspace.Find();
            var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
            var file = Path.Combine(folder, "crm-teams.zip");
            var (name, api) = (new Uri(parsed.GetValue(host)!).Host, parsed.GetValue(client));
            await TeamsPackage.WriteAsync(workspace, TeamsPackage.Fill(workspace, name, parsed.GetValue(bot), api), file, ct);
            var addIn = Path.Combine(folder, "crm-outlook.xml");
            await File.WriteAllTextAsync(addIn, OutlookManifest.Fill(workspace, name, api), ct);
            Say.Done($"{file}: upload it in the Teams admin center, or in Teams under Apps, Manage your apps.");
            Say.Done($"{addIn}: upload it in the Microsoft 365 admin center under Settings, Integrated apps (docs/outlook.md).");
        });
        return command;
    }
}
