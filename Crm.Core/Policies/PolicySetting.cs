using System.Reflection;

namespace Crm.Core.Policies;

/// <summary>
/// One thing that a policy says: how it is read, shown, laid over the layer below and compared. The members that hold it, as it was typed
/// (<see cref="TypedPolicy"/>), as a layer says it (<see cref="PolicyWishes"/>) and as it counts (<see cref="CapturePolicy"/>), have one
/// name.
/// </summary>
public abstract class PolicySetting
{
    private readonly PropertyInfo typed;
    private readonly PropertyInfo wished;
    private readonly PropertyInfo counting;

    private protected PolicySetting(string property, string label)
    {
        (Property, Label, Name) = (property, label, JsonNamingPolicy.CamelCase.ConvertName(property));
        (typed, wished, counting) = (Of(typeof(TypedPolicy)), Of(typeof(PolicyWishes)), Of(typeof(CapturePolicy)));

        PropertyInfo Of(Type type) => type.GetProperty(property) ?? throw new InvalidOperationException($"{type.Name} has no {property}.");
    }

    public string Property { get; }

    /// <summary>In JSON and as the id of its input.</summary>
    public string Name { get; }

    public string Label { get; }

    /// <summary>The organisation's alone.</summary>
    public bool IsOfOrganisation { get; init; }

    /// <summary>What was typed becomes what the layer says; what is wrong goes into the check.</summary>
    internal void Read(InputReader check, TypedPolicy from, PolicyWishes into) => wished.SetValue(into, Read(check, typed.GetValue(from)));

    internal void Show(PolicyWishes from, TypedPolicy into) => typed.SetValue(into, Show(wished.GetValue(from)));

    /// <summary>The value below, what the organisation says instead, what a team or a person says beyond that.</summary>
    internal void Layer(CapturePolicy below, PolicyWishes? firm, PolicyWishes? own, CapturePolicy into) =>
        counting.SetValue(into, Layer(counting.GetValue(below), Said(firm), Said(own)));

    /// <summary>Whether a change from one to the other lets something in that was kept out.</summary>
    public bool IsLooser(PolicyWishes from, PolicyWishes to) => IsLooser(wished.GetValue(from), wished.GetValue(to));

    /// <summary>Its input in a form; nothing where there is nothing to choose.</summary>
    public IEnumerable<Element> Input(PolicyForm form) => Input(form, typed.GetValue(form.Values), counting.GetValue(form.Below));

    private protected abstract object? Read(InputReader check, object? text);

    private protected abstract object? Show(object? said);

    private protected abstract object? Layer(object? host, object? firm, object? own);

    private protected abstract bool IsLooser(object? from, object? to);

    private protected abstract IEnumerable<Element> Input(PolicyForm form, object? text, object? below);

    private object? Said(PolicyWishes? layer) => layer is null ? null : wished.GetValue(layer);
}

/// <summary>
/// One of an enum that begins with its strictest member; a team or a person can be stricter than the layer below, never looser.
/// </summary>
public sealed class PolicyChoice<T>(string property, string label, string noun, Func<T, string> words) : PolicySetting(property, label)
    where T : struct, Enum
{
    private protected override object? Read(InputReader check, object? text) =>
        check.OneOf<T>(Name, text is TypedPolicy.AsBelow ? null : (string?)text, noun);

    private protected override object? Show(object? said) => said is T value ? UpperSnakeCase.Of(value) : null;

    private protected override object? Layer(object? host, object? firm, object? own) =>
        (firm ?? host) is T below && own is T wish && IsStricter(wish, below) ? own : firm ?? host;

    private protected override bool IsLooser(object? from, object? to) =>
        !Equals(from, to) && (to is not T wish || from is not T old || IsStricter(old, wish));

    /// <summary>A team or a person is offered what is stricter than the layer below.</summary>
    private protected override IEnumerable<Element> Input(PolicyForm form, object? text, object? below)
    {
        var counts = (T)below!;
        List<T> offered = [.. Enum.GetValues<T>().Where(v => form.IsOfOrganisation || IsStricter(v, counts)).Reverse()];
        return offered.Count == 0 ? [] : Blocks.Field(
            new ChoiceSetInput(
                Label,
                [
                    new Choice($"{form.WhoIsBelow}: {words(counts)}",
                        TypedPolicy.AsBelow),
                    .. offered.Select(v => new Choice(words(v), UpperSnakeCase.Of(v))),
                ])
            { Id = Name, Value = (string?)text ?? TypedPolicy.AsBelow },
            form.Why);
    }

    private static bool IsStricter(T one, T other) => Comparer<T>.Default.Compare(one, other) < 0;
}

/// <summary>A list; those of all layers add up.</summary>
public sealed class PolicyList(string property, string label, string example, Func<InputReader, string, string?, string[]> read)
    : PolicySetting(property, label)
{
    /// <summary>Who says it means that alone.</summary>
    public bool IsReplacedByOwn { get; init; }

    private protected override object Read(InputReader check, object? text) => read(check, Name, ((TypedLines?)text)?.Text);

    private protected override object Show(object? said) => new TypedLines(PolicyLists.Text((string[])said!));

    private protected override object Layer(object? host, object? firm, object? own) =>
        IsReplacedByOwn && own is string[] { Length: > 0 } alone ? [.. alone]
        : (List<string>)[.. (List<string>)host!, .. (string[]?)firm ?? [], .. IsReplacedByOwn ? [] : (string[]?)own ?? []];

    private protected override bool IsLooser(object? from, object? to) => IsReplacedByOwn
        ? !((string[])from!).SequenceEqual((string[])to!)
        : ((string[])from!).Except((string[])to!, StringComparer.OrdinalIgnoreCase).Any();

    private protected override IEnumerable<Element> Input(PolicyForm form, object? text, object? below) => Blocks.Field(
        new TextInput(Label)
        {
            Id = Name, Value = ((TypedLines?)text)?.Text, IsMultiline = true, MaxLength = 4000,
            Placeholder = $"One a line, such as {example}",
        },
        form.Why);
}

/// <summary>A number of days; empty means no end.</summary>
public sealed class PolicyDays(string property, string label, int most) : PolicySetting(property, label)
{
    private protected override object? Read(InputReader check, object? text)
    {
        var days = check.Whole(Name, (string?)text, "A number of days");
        if (days is < 1 || days > most)
        {
            check.Fail(Name, $"It is {days} days; it should be from 1 to {most}, or empty to keep everything.");
        }

        return days;
    }

    private protected override object? Show(object? said) => ((int?)said)?.ToString(CultureInfo.InvariantCulture);

    private protected override object? Layer(object? host, object? firm, object? own) => own ?? firm ?? host;

    private protected override bool IsLooser(object? from, object? to) => !Equals(from, to) && (to is not int days || days > (int?)from);

    private protected override IEnumerable<Element> Input(PolicyForm form, object? text, object? below) => Blocks.Field(
        new TextInput(Label)
        {
            Id = Name, Value = (string?)text, MaxLength = 10,
            Placeholder = below is int days ? $"As the server is set: {days}" : "Empty: they are kept",
        },
        form.Why);
}
