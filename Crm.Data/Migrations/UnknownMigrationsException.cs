namespace Crm.Data.Migrations;

/// <summary>A schema was migrated by steps that this version does not have: whatever it did to it would be a guess.</summary>
public sealed class UnknownMigrationsException : InvalidOperationException
{
    public UnknownMigrationsException()
    {
    }

    public UnknownMigrationsException(string message)
        : base(message)
    {
    }

    public UnknownMigrationsException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private UnknownMigrationsException(string message, bool isNewer)
        : base(message) => IsNewer = isNewer;

    /// <summary>A newer version can go on with it; otherwise nothing can.</summary>
    public bool IsNewer { get; }

    /// <summary>What is wrong with a schema that these were applied to; null when all of them are known.</summary>
    /// <param name="schema">Whose history it is.</param>
    /// <param name="applied">Ids in the schema's history.</param>
    /// <param name="known">Ids of this version, oldest first.</param>
    public static UnknownMigrationsException? Of(string schema, IEnumerable<string> applied, IReadOnlyList<string> known)
    {
        if (applied.Except(known).Order(StringComparer.Ordinal).ToList() is not [var first, ..] unknown)
        {
            return null;
        }

        var names = unknown.Count == 1 ? first : $"{first} and {unknown.Count - 1} more";
        return string.CompareOrdinal(first, known[^1]) > 0
            ? new($"{schema} was migrated by a newer version: this one does not know {names}. Run the newer one.", isNewer: true)
            : new(
                $"{schema} was made by migrations that are gone: {names}. They were folded into one baseline before the first release, "
                + "and their databases are not carried over.", isNewer: false);
    }
}
