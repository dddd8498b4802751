namespace Crm.Cli.Testing;

/// <summary>
/// Where a test server's data lies: in memory where there is enough of it. Tests make and drop a database each, thousands of files, and
/// ext4 hands out no inode of a file that was deleted within the last minutes: looking for others took most of the tests' time.
/// </summary>
public static class ThrowAwayFolder
{
    private const string Memory = "/dev/shm";

    /// <summary>What another person left behind is theirs to take away.</summary>
    private static readonly string Name = $"crm-test-{Environment.UserName}-";

    /// <summary>What a run needs at the most, with room to spare; a container's default is 64 MB.</summary>
    private const long Enough = 4L << 30;

    public static string Of(Workspace workspace, int processId)
    {
        var name = Name + processId.ToString(CultureInfo.InvariantCulture);
        return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Enough
            ? Path.Combine(Memory, name)
            : Path.Combine(workspace.Dot, name);
    }

    /// <summary>The folders of this machine, with the process that each belongs to.</summary>
    public static IEnumerable<(string Folder, int ProcessId)> All(Workspace workspace) =>
        from place in new[] { Memory, workspace.Dot }
        where Directory.Exists(place)
        from folder in Directory.GetDirectories(place, Name + "*")
        where int.TryParse(Path.GetFileName(folder)[Name.Length..], CultureInfo.InvariantCulture, out _)
        select (folder, int.Parse(Path.GetFileName(folder)[Name.Length..], CultureInfo.InvariantCulture));
}
