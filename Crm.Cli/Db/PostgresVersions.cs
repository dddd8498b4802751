namespace Crm.Cli.Db;

/// <summary>
/// Which servers keep one role's rows from another. Before 15.9, 16.5 and 17.1 a plan made under one role was used under the next one's
/// (CVE-2024-10976), which is what every pooled connection of ours does; before 15.14, 16.10 and 17.6 the planner's samples of hidden rows
/// could be asked for (CVE-2025-8713). 18 came after both. Source: postgresql.org/support/security.
/// </summary>
internal static class PostgresVersions
{
    private static readonly (int Major, int Minor)[] Least = [(15, 14), (16, 10), (17, 6)];

    /// <param name="number">server_version_num: 170006 is 17.6.</param>
    /// <returns>Null for a server that may be used.</returns>
    public static string? WhyNot(int number)
    {
        var (major, minor) = (number / 10_000, number % 10_000);
        return major < 15 ? "PostgreSQL 15 or newer is needed."
            : Array.Find(Least, l => l.Major == major) is { Minor: var least } && minor < least
                ? $"PostgreSQL {major}.{minor} lets rows out to the wrong reader (CVE-2024-10976, CVE-2025-8713). Update it to "
                + $"{major}.{least} or later."
                : null;
    }
}
