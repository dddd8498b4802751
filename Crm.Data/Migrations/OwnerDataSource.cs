namespace Crm.Data.Migrations;

/// <summary>
/// Connections of the owner of the tables, without Npgsql's look at all types of the database when each kind of connection is first opened:
/// every table of every tenant is two of them, and only built-in ones are used in the owner's work.
/// </summary>
public static class OwnerDataSource
{
    public static NpgsqlDataSource Create(string ownerConnectionString) =>
        new NpgsqlDataSourceBuilder(ownerConnectionString).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();

    /// <summary>For a single connection, which is closed when it is let go: no pool, no prepared statements.</summary>
    /// <param name="ownerConnectionString">The owner's.</param>
    /// <param name="searchPath">Where unqualified names are looked for; null for the server's own.</param>
    public static NpgsqlConnection CreateConnection(string ownerConnectionString, string? searchPath = null) =>
        Create(new NpgsqlConnectionStringBuilder(ownerConnectionString)
    {
        SearchPath = searchPath,
        MaxAutoPrepare = 0,
        Pooling = false,
    }.ConnectionString).CreateConnection();
}
