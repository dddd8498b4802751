using System.Reflection;
using System.Runtime.CompilerServices;

namespace Crm.Architecture.Tests;

/// <summary>What .editorconfig's naming rules cannot ask for, because they do not know a parameter's type.</summary>
public sealed class NamesTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> Assemblies =>
    [
        typeof(Core.Database.ICrmDb), typeof(Data.CrmDbContext), typeof(Demo.DemoFirm), typeof(Bot.Teams.TeamsServices),
        typeof(OutlookAddin.RateLimitOptions), typeof(Cli.Workspace),
        typeof(Testing.World),
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_cancellation_token_is_called_ct(Type anyOfIt)
    {
        var offenders = anyOfIt.Assembly.GetTypes().Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .Where(method => !IsGenerated(method) && !IsGivenByAFramework(method))
            .SelectMany(method => method.GetParameters().Where(p => p.ParameterType == typeof(CancellationToken) && p.Name != "ct")
                .Select(p => $"{method.DeclaringType!.Name}.{method.Name}({p.Name})"));

        Assert.Empty(offenders);
    }

    /// <summary>Overrides and implementations keep the name that their base has given the parameter (CA1725).</summary>
    private static bool IsGivenByAFramework(MethodBase method)
    {
        if (method is not MethodInfo given)
        {
            return false;
        }

        var isOverride = given.GetBaseDefinition().DeclaringType is { } first && first != given.DeclaringType && !IsOurs(first);
        return isOverride || (given.DeclaringType is { IsInterface: false } type && type.GetInterfaces().Where(i => !IsOurs(i))
            .Any(i => type.GetInterfaceMap(i).TargetMethods.Contains(given)));
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("Crm.", StringComparison.Ordinal);

    /// <summary>Lambdas inside a method that has a ct call theirs otherwise.</summary>
    private static bool IsGenerated(MemberInfo member) => member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || (member.DeclaringType is { } outer && IsGenerated(outer));
}
