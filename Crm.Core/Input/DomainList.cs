namespace Crm.Core.Input;

/// <summary>The lists that lie in the assembly: a line each, # begins a remark. `crm domains refresh` writes them.</summary>
internal static class DomainList
{
    public static IEnumerable<string> Read(string name)
    {
        using var reader =
            new StreamReader(typeof(DomainList).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"{name} is not in the assembly."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
