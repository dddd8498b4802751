namespace Crm.Core.Cards;

/// <summary>
/// The value of a choice set with several choices: theirs with commas between (Adaptive Cards, Input.ChoiceSet, isMultiSelect). A comma
/// inside a choice would part it in two, so that choices stand there with it percent-encoded.
/// </summary>
public static class ManyChoices
{
    public static string Join(IEnumerable<string> choices) => string.Join(',', choices.Select(Encode));

    public static string Encode(string choice) => choice.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    public static string Decode(string value) => value.Replace("%2C", ",", StringComparison.OrdinalIgnoreCase)
        .Replace("%25", "%", StringComparison.Ordinal);

    /// <summary>Each as it was sent: <see cref="Decode"/> it where it isn't a choice as it stands.</summary>
    public static IReadOnlyList<string> Split(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
