namespace Crm.Cases.PublishedCases;

/// <summary>Inputs after public bug reports. They lie beside the repository, in the folder that CRM_CASES names.</summary>
internal static class CaseFiles
{
    private const string Variable = "CRM_CASES";

    public static string PathOf(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} is not set: it names the folder of the cases.");
        var file = Path.Combine(folder, "inputs", name);
        return File.Exists(file) ? file : throw new FileNotFoundException($"{Variable} has no such case.", file);
    }
}
