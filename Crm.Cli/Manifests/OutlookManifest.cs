namespace Crm.Cli.Manifests;

/// <summary>The add-in for Outlook: the XML manifest, which all clients read, with the installation's own names in it.</summary>
public static class OutlookManifest
{
    /// <param name="workspace">Where manifests/outlook lies.</param>
    /// <param name="host">Without scheme: crm.example.com.</param>
    /// <param name="clientId">The API's registration, and the add-in's id, by which the package for Teams hides this one.</param>
    public static string Fill(Workspace workspace, string host, Guid clientId) =>
        File.ReadAllText(Path.Combine(workspace.Root, "manifests", "outlook", "manifest.xml"))
        .Replace("{{HOST}}", host, StringComparison.Ordinal).Replace("{{CLIENT_ID}}", clientId.ToString(), StringComparison.Ordinal);
}
