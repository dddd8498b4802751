namespace Crm.Core.Fields;

/// <param name="Kept">What the kept record has; null for nothing.</param>
/// <param name="Other">What the other one has.</param>
/// <param name="Label">What the field is called.</param>
public sealed record MergeLine(string Field, string? Kept, string Other, string Label)
{
    /// <summary>Before a custom field's name.</summary>
    public const string CustomPlace = "custom.";
}

/// <summary>A record that can take up another one of its kind.</summary>
public interface IMergeable<in T>
{
    /// <summary>What it would take from the other, and what would be left behind, as people read it.</summary>
    (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(T other);
}

/// <summary>
/// Fields of which a kept record takes what it has empty from the one that goes up in it, and gives it back at an undo. Values are texts,
/// null stands
/// for nothing; custom fields come along by themselves, as JSON.
/// </summary>
public sealed class MergeFields<T>(IReadOnlyList<RecordField<T>> fields)
    where T : OwnedRecord
{
    /// <summary>The other's values that are not the kept one's, as people read them.</summary>
    public IReadOnlyList<MergeLine> Differences(T kept, T other)
    {
        var labels = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        return [.. Values(kept, other).Select(d => labels.TryGetValue(d.Name, out var field)
            ? new MergeLine(d.Name, d.Kept is null ? null : field.Told(d.Kept), field.Told(d.Other), field.Label)
            : new MergeLine(d.Name, d.Kept, d.Other, d.Name[MergeLine.CustomPlace.Length..]))];
    }

    /// <summary>Empty fields take the other's values.</summary>
    /// <param name="kept">The record that stays.</param>
    /// <param name="other">The one that goes up in it.</param>
    /// <param name="mayFill">Which fields are taken.</param>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    public Dictionary<string, string> Fill(T kept, T other, Func<string, bool> mayFill)
    {
        var filled = Values(kept, other).Where(v => v.Kept is null && mayFill(v.Name))
            .ToDictionary(v => v.Name, v => v.Other, StringComparer.Ordinal);
        foreach (var field in fields.Where(f => filled.ContainsKey(f.Name)))
        {
            field.Return(kept, filled[field.Name]);
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
        foreach (var field in fields.Reverse()
            .Where(f => filled.TryGetValue(f.Name, out var value) && f.Keep(kept) == value && mayReturn(f.Name)))
        {
            field.Return(kept, null);
        }

        if (kept.Custom.Any(IsOther))
        {
            kept.Set(new Dictionary<string, JsonElement>(kept.Custom.Where(c => !IsOther(c))));
        }

        bool IsOther(KeyValuePair<string, JsonElement> custom) => filled.TryGetValue(MergeLine.CustomPlace + custom.Key, out var value)
            && JsonElement.DeepEquals(custom.Value, JsonSerializer.Deserialize<JsonElement>(value, JsonSerializerOptions.Default));
    }

    private IEnumerable<(string Name, string? Kept, string Other)> Values(T kept, T other)
    {
        var declared = fields.Select(f => (f.Name, Kept: f.Keep(kept), Other: f.Keep(other)));
        var custom = other.Custom.Where(c => !kept.Custom.TryGetValue(c.Key, out var mine) || !JsonElement.DeepEquals(mine, c.Value))
            .Select(c => (Name: MergeLine.CustomPlace + c.Key, Kept: kept.Custom.TryGetValue(c.Key, out var mine) ? Text(mine) : null,
                Other: Text(c.Value)));
        return declared.Concat(custom).Where(d => d.Other is not null && d.Other != d.Kept).Select(d => (d.Name, d.Kept, d.Other!));
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when value.GetString() is "" => null,
        JsonValueKind.Array when value.GetArrayLength() == 0 => null,
        _ => value.GetRawText(),
    };
}
