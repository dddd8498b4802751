namespace Crm.Cases;

/// <summary>The folder of published cases: inputs after public bug reports, with their right results.</summary>
public static class Cases
{
    public const string Variable = "CRM_CASES";

    /// <exception cref="InvalidOperationException">
    /// Without the folder nothing would be tried, and nothing must look as if it had been.
    /// </exception>
    public static string Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
        && Directory.Exists(Path.Combine(folder, "inputs"))
        ? folder
        : throw new InvalidOperationException($"{Variable} must name the folder of cases, the one that holds inputs/.");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, "inputs", name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, "inputs", name));
}
