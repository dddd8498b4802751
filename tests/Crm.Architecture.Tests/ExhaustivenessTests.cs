using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crm.Architecture.Tests;

/// <summary>
/// A switch over an enum names every member, so that CS8509 names every place when a member is added. An arm that catches all and throws
/// silences it until somebody meets it at run time. Reads the syntax only: a switch is over an enum when one of its patterns names a member
/// of one.
/// </summary>
public sealed class ExhaustivenessTests
{
    private static readonly string[] Projects =
    [
        .. Directory.EnumerateFiles(Cli.Workspace.Find().Root, "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetDirectoryName(p)!),
    ];

    private static readonly Lazy<IReadOnlyList<SyntaxTree>> Trees = new(
        () => [.. Projects.SelectMany(Sources).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f))]);

    private static readonly Lazy<IReadOnlySet<string>> Enums = new(() => EnumsOf(Trees.Value));

    [Fact]
    public void All_code_is_looked_at_and_its_enums_are_known()
    {
        Assert.Contains(Projects, p => Path.GetFileName(p) == "Crm.Core");
        Assert.Contains(Projects, p => Path.GetFileName(p) == "Crm.Core.Tests");
        Assert.True(Trees.Value.Count > 800, $"Only {Trees.Value.Count} files were found.");
        string[] known = ["ActivityType", "RecordKind", "TypedInto", "JsonValueKind", "DayOfWeek"];
        Assert.Superset(known.ToHashSet(), Enums.Value.ToHashSet());
    }

    [Fact]
    public void No_switch_over_an_enum_throws_for_whatever_it_does_not_name() =>
        Assert.Empty(Trees.Value.SelectMany(tree => ThrowingCatchAlls(tree, Enums.Value)));

    [Theory]
    [InlineData("x switch { Colour.Red => 1, _ => throw new E() }", true)]
    [InlineData("x switch { Paint.Colour.Red or Paint.Colour.Blue => 1, _ => throw new E() }", true)]
    [InlineData("x switch { Colour.Red when y => 1, var other => throw new E(other) }", true)]
    [InlineData("x switch { { Colour: Colour.Red } => 1, _ => throw new E() }", true)]
    [InlineData("(x, y) switch { (Colour.Red, true) => 1, (_, _) => throw new E() }", true)]
    [InlineData("x switch { Colour.Red => 1, null => 0, { } other => throw new E(other) }", true)]
    [InlineData("x switch { Colour.Red => 1, _ => (throw new E()) }", true)]
    [InlineData("x switch { Colour.Red => 1, Colour.Blue => throw new E() }", false)]
    [InlineData("x switch { Colour.Red => 1, _ => 0 }", false)]
    [InlineData("x switch { Colour.Red => 1, _ when y => throw new E(), Colour.Blue => 2 }", false)]
    [InlineData("x switch { \"red\" => 1, _ => throw new E() }", false)]
    [InlineData("x switch { Shape.Circle => 1, _ => throw new E() }", false)]
    [InlineData("x switch { Shape.Circle { Colour: Colour.Red } => 1, _ => throw new E() }", false)]
    public void An_arm_of_an_expression_that_throws_for_the_rest_is_noticed(string expression, bool isNoticed) =>
        Assert.Equal(isNoticed, IsNoticed($"var z = {expression};"));

    [Theory]
    [InlineData("switch (x) { case Colour.Red: return 1; default: throw new E(); }", true)]
    [InlineData("switch (x) { case Colour.Red: return 1; case var other: { throw new E(other); } }", true)]
    [InlineData("switch (x) { case Colour.Red: return 1; default: return 2; }", false)]
    [InlineData("switch (x) { case 1: return 1; default: throw new E(); }", false)]
    public void A_section_of_a_statement_that_throws_for_the_rest_is_noticed(string statement, bool isNoticed) =>
        Assert.Equal(isNoticed, IsNoticed(statement));

    private static bool IsNoticed(string code)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            enum Colour { Red, Blue }
            class Shape { public class Circle; int M() { {{code}} } }
            """);
        return ThrowingCatchAlls(tree, EnumsOf([tree])).Any();
    }

    private static IEnumerable<string> ThrowingCatchAlls(SyntaxTree tree, IReadOnlySet<string> enums)
    {
        var nodes = tree.GetRoot().DescendantNodes().ToList();
        var expressions = nodes.OfType<SwitchExpressionSyntax>().Where(s => s.Arms.Any(a => Names(a.Pattern, enums)))
            .SelectMany(s => s.Arms).Where(a => a.WhenClause is null && CatchesAll(a.Pattern) && Throws(a.Expression))
            .Select(a => (SyntaxNode)a);
        var statements = nodes.OfType<SwitchStatementSyntax>().Where(s => s.Sections.SelectMany(x => x.Labels).Any(l => Names(l, enums)))
            .SelectMany(s => s.Sections).Where(s => s.Labels.Any(CatchesAll) && Throws(s.Statements)).Select(s => (SyntaxNode)s);
        return expressions.Concat(statements)
            .Select(n => $"{Path.GetFileName(tree.FilePath)}:{n.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {n}");
    }

    /// <summary>
    /// Whether a pattern or label has a member of an enum in it; "A.B" is a constant or a nested type, the syntax does not say which. A
    /// pattern of a type isn't a pattern of an enum, whatever it asks of the type's properties.
    /// </summary>
    private static bool Names(SyntaxNode pattern, IReadOnlySet<string> enums) => pattern
        .DescendantNodesAndSelf(inner => inner is not RecursivePatternSyntax { Type: not null }).OfType<MemberAccessExpressionSyntax>()
        .Select(m => m.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: var nested } ? nested : m.Expression.ToString())
        .Any(enums.Contains);

    private static bool CatchesAll(PatternSyntax pattern) => pattern switch
    {
        DiscardPatternSyntax or VarPatternSyntax => true,
        ParenthesizedPatternSyntax inner => CatchesAll(inner.Pattern),
        RecursivePatternSyntax { Type: null } one => one.PositionalPatternClause?.Subpatterns.All(p => CatchesAll(p.Pattern)) is not false
            && one.PropertyPatternClause?.Subpatterns.All(p => CatchesAll(p.Pattern)) is not false,
        _ => false,
    };

    private static bool CatchesAll(SwitchLabelSyntax label) => label switch
    {
        DefaultSwitchLabelSyntax => true,
        CasePatternSwitchLabelSyntax { WhenClause: null } one => CatchesAll(one.Pattern),
        _ => false,
    };

    private static bool Throws(ExpressionSyntax expression) =>
        expression is ThrowExpressionSyntax || (expression is ParenthesizedExpressionSyntax inner && Throws(inner.Expression));

    private static bool Throws(SyntaxList<StatementSyntax> section) =>
        section is [ThrowStatementSyntax] || (section is [BlockSyntax block] && Throws(block.Statements));

    /// <summary>
    /// The enums that the code declares, and the framework's; a type of the code's own with a framework enum's name is meant itself.
    /// </summary>
    private static HashSet<string> EnumsOf(IReadOnlyList<SyntaxTree> trees)
    {
        var types = trees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).ToLookup(
            t => t is EnumDeclarationSyntax, t => t.Identifier.Text);
        return [.. FrameworkEnums.Value.Except(types[false]), .. types[true]];
    }

    private static readonly Lazy<IReadOnlySet<string>> FrameworkEnums = new(
        () => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal))
        .SelectMany(f => Assembly.Load(AssemblyName.GetAssemblyName(f)).GetExportedTypes())
        .Where(t => t.IsEnum).Select(t => t.Name).ToHashSet());

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Where(f => !Path.GetRelativePath(project, f)
            .Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));
}
