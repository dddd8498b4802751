using Crm.Core.Search;

namespace Crm.Core.ChatCommands;

/// <summary>Records of a name that somebody typed.</summary>
/// <param name="Only">The one that is called so; null where several are, or none.</param>
/// <param name="Candidates">Those to choose from.</param>
public sealed record NamedRecords(string Name, Guid? Only, IReadOnlyList<SearchHit> Candidates);

/// <summary>What a command by name did.</summary>
/// <param name="Id">The record that was changed; null where somebody has to choose first.</param>
public sealed record ChangedByName(Guid? Id, NamedRecords? Choice)
{
    public static Result<ChangedByName> Of(Result<Guid> changed) =>
        changed.Refusal is { } refusal ? refusal : new ChangedByName(changed.Value, null);
}

/// <summary>
/// Finds the record that a command means. One that is called otherwise is offered and never taken: what is typed changes something.
/// </summary>
public sealed class RecordsByName(ISearchIndex index)
{
    private const int Most = 5;

    /// <summary>What may stand before a name and say what it names.</summary>
    private static readonly string[] Kinds = ["the ", "deal ", "task ", "call ", "meeting "];

    /// <param name="kind">Of records.</param>
    /// <param name="name">As it was typed: "Twelve vans", "the deal Twelve vans".</param>
    /// <param name="changeable">Which of them the command can change.</param>
    /// <param name="ct">Cancels the search.</param>
    public async Task<NamedRecords> FindAsync(
        RecordKind kind, string? name, Func<IReadOnlyList<Guid>, Task<List<Guid>>> changeable, CancellationToken ct)
    {
        var typed = NormalText.Line(name);
        typed = typed.Length > FindRecords.LongestText ? typed[..FindRecords.LongestText] : typed;
        var found = await CalledAsync(kind, typed, changeable, ct);
        while (found.Only is null && Array.Find(Kinds, k => typed.StartsWith(k, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            typed = typed[word.Length..];
            var shorter = await CalledAsync(kind, typed, changeable, ct);
            found = shorter.Only is not null || found.Candidates.Count == 0 ? shorter : found;
        }

        return found;
    }

    private async Task<NamedRecords> CalledAsync(
        RecordKind kind, string name, Func<IReadOnlyList<Guid>, Task<List<Guid>>> changeable, CancellationToken ct)
    {
        if (name.Length == 0)
        {
            return new NamedRecords(name, null, []);
        }

        var hits = (await index.FindAsync(name, ISearchIndex.Most, ct)).Hits.Where(h => h.Kind == kind).ToList();
        var able = hits.Count == 0 ? [] : await changeable([.. hits.Select(h => h.Id)]);
        hits.RemoveAll(h => !able.Contains(h.Id));
        var exact = hits.Where(h => NormalText.AreSame(h.Title, name)).ToList();
        return exact is [var only]
            ? new NamedRecords(name, only.Id, [])
            : new NamedRecords(name, null, [.. (exact.Count > 0 ? exact : hits).Take(Most)]);
    }
}
