namespace Crm.Cli.Up;

/// <summary>
/// Which folders a running `up` of this checkout keeps its state in, so that a command beside it works on the same database although
/// CRM_STATE was said to `up` alone. What a killed `up` left behind does not count: its server is asked for.
/// </summary>
public static class RunningInstances
{
    public static void Remember(Workspace workspace)
    {
        Directory.CreateDirectory(workspace.Dot);
        File.WriteAllLines(List(workspace), [.. Written(workspace).Where(state => state != Here(workspace)), Here(workspace)]);
    }

    public static void Forget(Workspace workspace) =>
        File.WriteAllLines(List(workspace), [.. Written(workspace).Where(state => state != Here(workspace))]);

    /// <summary>The folder of the database to work on: the own one, else that of the one `up` that runs with a state elsewhere.</summary>
    /// <exception cref="CliException">Several run, and none of them with the own state.</exception>
    public static string DatabaseFolder(Workspace workspace, string own)
    {
        if (Workspace.IsStateChosen || EmbeddedPostgres.IsRunning(workspace, own))
        {
            return own;
        }

        var others = Written(workspace).Select(state => Path.Combine(state, Path.GetFileName(own)))
            .Where(folder => EmbeddedPostgres.IsRunning(workspace, folder)).ToList();
        return others.Count <= 1
            ? others.SingleOrDefault(own)
            : throw new CliException(
                $"Several 'crm up' run here. Say which with CRM_STATE: {string.Join(", ", others.Select(Path.GetDirectoryName))}.");
    }

    private static string Here(Workspace workspace) => Path.GetFullPath(workspace.State);

    private static string[] Written(Workspace workspace) => File.Exists(List(workspace)) ? File.ReadAllLines(List(workspace)) : [];

    private static string List(Workspace workspace) => Path.Combine(workspace.Dot, "running");
}
