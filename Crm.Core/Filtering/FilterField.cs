using System.Linq.Expressions;
using Crm.Core.Access;

namespace Crm.Core.Filtering;

public enum FieldKind
{
    Text,
    Number,
    Date,
    Moment,
    Select,
    User,
}

/// <summary>A value that can be chosen: what people see and what the column holds.</summary>
public sealed record FieldOption(string Label, object Value)
{
    /// <summary>Every value of an enum, labelled for people.</summary>
    public static IReadOnlyList<FieldOption> AllOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new FieldOption(UpperSnake.Label(v), v))];
}

/// <summary>
/// One filterable field of an entity, under the name people see. The registry of these drives parser, printer, compiler and error texts.
/// </summary>
/// <param name="Name">As printed: "expected close".</param>
/// <param name="Kind">Decides which operators there are.</param>
/// <param name="Selector">The column, entity to value; for text the folded column.</param>
public sealed record FilterField(string Name, FieldKind Kind, LambdaExpression Selector)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>For Select and User.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>A name after <paramref name="name"/>'s kind, as in "owner is me".</summary>
    public bool Answers(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Aliases.Any(a => a.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The fields of one entity, for one tenant: stages, colleagues and custom fields are options and fields like any other.</summary>
public sealed record FieldCatalog<T>(string Entity, IReadOnlyList<FilterField> Fields, FilterField DefaultSort, bool DefaultDescending, Expression<Func<T, Guid>> Id)
{
    public FilterField? Find(string name) => Fields.FirstOrDefault(f => f.Answers(name));
}
