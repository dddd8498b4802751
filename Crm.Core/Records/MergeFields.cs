using System.Text.Json;
using Crm.Core.Access;

namespace Crm.Core.Records;

/// <param name="Kept">What the kept record has; null for nothing.</param>
/// <param name="Other">What the other one has.</param>
/// <param name="Label">What a custom field is called; null for the others, whose name says it.</param>
public sealed record MergeLine(string Field, string? Kept, string Other, string? Label = null)
{
    /// <summary>Before a custom field's name.</summary>
    public const string CustomPlace = "custom.";
}

/// <summary>
/// Fields of which a kept record takes what it has empty from the one that goes up in it, and gives it back at an undo. Values are texts,
/// null stands
/// for nothing; custom fields come along by themselves, as JSON.
/// </summary>
public sealed class MergeFields<T>(params IReadOnlyList<(string Name, Func<T, string?> Get, Action<T, string?> Set)> fields)
    where T : OwnedRecord
{
    /// <summary>The other's values that are not the kept one's.</summary>
    public IReadOnlyList<MergeLine> Differences(T kept, T other)
    {
        var plain = fields.Select(f => (f.Name, Kept: f.Get(kept), Other: f.Get(other)));
        var custom = other.Custom.Where(c => !kept.Custom.TryGetValue(c.Key, out var mine) || !JsonElement.DeepEquals(mine, c.Value))
            .Select(c => (Name: MergeLine.CustomPlace + c.Key, Kept: kept.Custom.TryGetValue(c.Key, out var mine) ? Text(mine) : null,
                Other: Text(c.Value)));
        return [.. plain.Concat(custom).Where(d => d.Other is not null && d.Other != d.Kept)
            .Select(d => new MergeLine(d.Name, d.Kept, d.Other!))];
    }

    /// <summary>Empty fields take the other's values.</summary>
    /// <param name="kept">The record that stays.</param>
    /// <param name="other">The one that goes up in it.</param>
    /// <param name="mayFill">Which lines are taken.</param>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    public Dictionary<string, string> Fill(T kept, T other, Func<MergeLine, bool> mayFill)
    {
        var filled = Differences(kept, other).Where(l => l.Kept is null && mayFill(l))
            .ToDictionary(l => l.Field, l => l.Other, StringComparer.Ordinal);
        foreach (var (name, _, set) in fields.Where(f => filled.ContainsKey(f.Name)))
        {
            set(kept, filled[name]);
        }

        var custom = other.Custom.Where(c => filled.ContainsKey(MergeLine.CustomPlace + c.Key)).ToList();
        if (custom.Count > 0)
        {
            kept.Set(new Dictionary<string, JsonElement>([.. kept.Custom.Where(c => custom.TrueForAll(taken => taken.Key != c.Key)),
                .. custom]));
        }

        return filled;
    }

    /// <summary>Gives back what nobody changed since, the last field first.</summary>
    /// <param name="kept">The record that stayed.</param>
    /// <param name="filled">What it took.</param>
    /// <param name="mayReturn">Which fields are given back.</param>
    public void TakeBack(T kept, IReadOnlyDictionary<string, string> filled, Func<string, bool> mayReturn)
    {
        foreach (var (_, _, set) in fields.Reverse().Where(f => filled.TryGetValue(f.Name, out var value) && f.Get(kept) == value
            && mayReturn(f.Name)))
        {
            set(kept, null);
        }

        if (kept.Custom.Any(IsOther))
        {
            kept.Set(new Dictionary<string, JsonElement>(kept.Custom.Where(c => !IsOther(c))));
        }

        bool IsOther(KeyValuePair<string, JsonElement> custom) => filled.TryGetValue(MergeLine.CustomPlace + custom.Key, out var value)
            && JsonElement.DeepEquals(custom.Value, JsonSerializer.Deserialize<JsonElement>(value, JsonSerializerOptions.Default));
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when value.GetString() is "" => null,
        JsonValueKind.Array when value.GetArrayLength() == 0 => null,
        _ => value.GetRawText(),
    };
}
