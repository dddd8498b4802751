using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Bot.Teams;
using Crm.Core;
using Crm.Data.Tenants;

namespace Crm.Bot.Tests;

public sealed class RegexTests
{
    private static readonly Dictionary<string, MethodInfo> Found = new[] { typeof(TeamsTurns).Assembly, typeof(CardRoutes).Assembly, typeof(UserDirectory).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(GeneratedRegexAttribute)))
        .ToDictionary(method => $"{method.DeclaringType!.FullName}.{method.Name}");

    public static TheoryData<string> Patterns => [.. Found.Keys];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_over_text_from_outside_has_a_time_limit(string pattern)
    {
        var regex = (Regex)Found[pattern].Invoke(null, [])!;

        Assert.InRange(regex.MatchTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void There_are_patterns_to_look_at() => Assert.True(Found.Count > 20, $"{Found.Count}");
}
