using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Bot.Teams;
using Crm.Core.Cards;
using Crm.Core.Routes;
using Crm.Data;
using Crm.OutlookAddin.Capture;

namespace Crm.Architecture.Tests;

/// <summary>
/// No pattern of the product runs for ever, whatever the text: each is compiled beforehand and has a time limit. Crm.Core sets a limit
/// for its own before any of its code runs (RegexTimeLimit); elsewhere that may come too late, so that the limit stands at the pattern.
/// </summary>
public sealed partial class RegexTests
{
    private static readonly Assembly[] Product =
        [typeof(CardRoutes).Assembly, typeof(CrmDbContext).Assembly, typeof(TeamsTurns).Assembly, typeof(GraphOptions).Assembly,
            typeof(Cli.Workspace).Assembly];

    private static readonly string[] Projects = ["Crm.Core", "Crm.Data", "Crm.Bot", "Crm.OutlookAddin", "Crm.Cli"];

    [Fact]
    public void Every_project_of_the_product_is_looked_at() => Assert.Equal(Projects, Product.Select(a => a.GetName().Name!));

    [Fact]
    public void Every_pattern_has_a_time_limit_of_at_most_a_second()
    {
        var patterns = Product.SelectMany(Patterns).ToList();

        Assert.True(patterns.Count > 35, $"Only {patterns.Count} patterns were found.");
        Assert.Empty(patterns.Where(IsEndless).Select(p => $"{p.DeclaringType!.FullName}.{p.Name}"));
    }

    [Fact]
    public void No_pattern_is_made_while_the_product_runs_or_stands_in_a_call()
    {
        var offenders = Projects.SelectMany(Sources).SelectMany(file =>
            Unlimited(File.ReadAllText(file)).Select(call => $"{Path.GetFileName(file)}: {call}"));

        Assert.Empty(offenders);
    }

    [Fact]
    public void A_pattern_without_a_limit_is_noticed()
    {
        Assert.Contains(Patterns(typeof(RegexTests).Assembly), p => p.Name == nameof(Endless) && IsEndless(p));
        Assert.DoesNotContain(Patterns(typeof(RegexTests).Assembly), p => p.Name == nameof(Limited) && IsEndless(p));
    }

    [Theory]
    [InlineData("private static readonly Regex Name = new Regex(\"a+\");", true)]
    [InlineData("private static readonly Regex Name = new(\"a+\", RegexOptions.Compiled);", true)]
    [InlineData("if (Regex.IsMatch(text, \"(a+)+$\"))", true)]
    [InlineData("text = Regex.Replace(text, \"a\", \"b\");", true)]
    [InlineData("var parts = Regex.Split(text, \"a\", RegexOptions.None, TimeSpan.FromSeconds(1));", true)]
    [InlineData("private static partial Regex Name();", false)]
    [InlineData("var quoted = Regex.Escape(text);", false)]
    [InlineData("if (Name().IsMatch(text))", false)]
    public void A_pattern_that_is_not_compiled_beforehand_is_noticed(string line, bool isNoticed) =>
        Assert.Equal(isNoticed, Unlimited(line).Any());

    [GeneratedRegex("(a+)+$")]
    private static partial Regex Endless();

    [GeneratedRegex("(a+)+$", RegexOptions.None, 200)]
    private static partial Regex Limited();

    [GeneratedRegex(@"new\s+Regex\s*\(|\bRegex\s+\w+\s*=\s*new\s*\(|\bRegex\s*\.\s*(IsMatch|Match|Matches|Replace|Split|Count|"
        + @"EnumerateMatches|EnumerateSplits)\s*\(", RegexOptions.None, 1000)]
    private static partial Regex MadeAtRunTime();

    private static IEnumerable<string> Unlimited(string source) => MadeAtRunTime().Matches(source).Select(m => m.Value);

    private static IEnumerable<MethodInfo> Patterns(Assembly assembly) => assembly.GetTypes()
        .SelectMany(
            type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(GeneratedRegexAttribute)));

    private static bool IsEndless(MethodInfo pattern)
    {
        var limit = pattern.GetCustomAttribute<GeneratedRegexAttribute>()!.MatchTimeoutMilliseconds;
        return pattern.DeclaringType!.Assembly == typeof(CardRoutes).Assembly
            ? ((Regex)pattern.Invoke(null, [])!).MatchTimeout is { TotalMilliseconds: <= 0 or > 1000 }
            : limit is <= 0 or > 1000;
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Cli.Workspace.Find().Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "wwwroot"));
}
