using System.Text.Json.Serialization.Metadata;

namespace Crm.Core.Tests.Presses;

/// <summary>
/// A press that is delivered again is answered from what was kept of it: every outcome must be readable as it was written.
/// </summary>
public sealed class OutcomeTests : WorldTests
{
    public static TheoryData<string> Changes => [.. CardRoutes.Table.Values.Where(r => r.Changes).Select(r => r.Verb)];

    [Theory]
    [InlineData("to send the offer tomorrow at 9:00")]
    [InlineData("to send the offer every Monday")]
    public async Task A_reminder_that_is_said_once_and_delivered_twice_is_planned_once_and_answered_alike(string said)
    {
        var first = await World.Cards.RunAsync(Ann, Remind.Verb, new Remind(What: said), CancellationToken.None, "delivery 1");
        var again = await World.Cards.RunAsync(Ann, Remind.Verb, new Remind(What: said), CancellationToken.None, "delivery 1");

        // a form has a key of its own each time
        Assert.Equal(BotDriver.TextOf(CardJson.ToElement(first.Card)), BotDriver.TextOf(CardJson.ToElement(again.Card)));
        Assert.InRange(await World.TruthAsync<long>("select count(*) from activities"), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_outcome_can_be_read_again(string verb)
    {
        var seen = new HashSet<Type>();
        Readable(CardRoutes.Table[verb].Outcome!, verb, seen);
    }

    private static void Readable(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        var info = CardJson.Options.GetTypeInfo(type);
        var known = info.PolymorphismOptions?.DerivedTypes.Select(d => d.DerivedType).ToList() ?? [];
        Assert.True(!type.IsAbstract || info.Kind is not JsonTypeInfoKind.Object || known.Count > 0,
            $"{path}: {type.Name} is abstract and names no derived types (JsonDerivedType).");
        Assert.Equal(type.IsAbstract && type.Namespace!.StartsWith("Crm", StringComparison.Ordinal)
            ? type.GetNestedTypes().Where(type.IsAssignableFrom).Order(ByName)
            : [], known.Order(ByName));
        foreach (var derived in known)
        {
            Readable(derived, $"{path} as {derived.Name}", seen);
        }

        foreach (var property in info.Kind is JsonTypeInfoKind.Object ? info.Properties : [])
        {
            Readable(property.PropertyType, $"{path}.{property.Name}", seen);
        }

        if (info.ElementType is { } element)
        {
            Readable(element, $"{path}[]", seen);
        }
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.FullName, b.FullName));
}
