namespace Crm.Core.Times;

internal sealed partial class TimeGrammar
{
    /// <summary>"next week", "this month", "la semaine prochaine".</summary>
    private (SaidDay?, int) OfUnit(int at)
    {
        if (StepAt(at, out var words) is { } step && Match("unit", at + words, out var unit) is > 0 and var length
            && UnitOf(unit) is >= TimeUnit.Week and not TimeUnit.Fortnight and var of)
        {
            return (new SaidDay.OfUnit(of, step), at + words + length);
        }

        var from = at + (tokens[at].Text is "la" or "le" ? 1 : 0);
        if (Match("unit", from, out unit) is > 0 and var named && UnitOf(unit) is >= TimeUnit.Week and not TimeUnit.Fortnight and var other)
        {
            return Match("nextAfter", from + named) is > 0 and var next ? (new SaidDay.OfUnit(other, Step.Next), from + named + next)
                : Match("lastAfter", from + named) is > 0 and var last ? (new SaidDay.OfUnit(other, Step.Last), from + named + last)
                : default;
        }

        return default;
    }

    /// <summary>"end of month", "Ende nächster Woche", "fin décembre", "eod".</summary>
    private (SaidDay?, int) AtEdge(int at)
    {
        if (Match("edgeWord", at, out var both) is > 0 and var fixedWords)
        {
            var parts = both.Split(' ');
            var (edge, unit) = (Enum.Parse<Edge>(parts[0], ignoreCase: true), parts[1]);
            var after = StepAt(at + fixedWords, out var stepWords);
            return unit == "weekend" ? default : (new SaidDay.AtEdge(edge, UnitOf(unit), after ?? Step.This), at + fixedWords + stepWords);
        }

        if (Match("edge", at, out var which) is not (> 0 and var length))
        {
            return default;
        }

        var (from, edgeAt) = (at + length, Enum.Parse<Edge>(which, ignoreCase: true));
        if (Match("month", from, out var month) is > 0 and var monthWords)
        {
            var year = tokens[from + monthWords] is { IsNumber: true, Text.Length: 4 };
            return (new SaidDay.InMonth(year ? Whole(from + monthWords) : null, Whole(month), edgeAt), from + monthWords + (year ? 1 : 0));
        }

        if (OfUnit(from) is (SaidDay.OfUnit of, var ofEnd))
        {
            return (new SaidDay.AtEdge(edgeAt, of.Unit, of.Step), ofEnd);
        }

        var step = StepAt(from, out var words);
        return Match("unit", from + words, out var name) is > 0 and var unitWords
            && UnitOf(name) is >= TimeUnit.Day and not TimeUnit.Fortnight and var named
            ? (new SaidDay.AtEdge(edgeAt, named, step ?? Step.This), from + words + unitWords)
            : default;
    }

    private (SaidDay?, int) Weekend(int at) => Match("weekend", at, out var step) is > 0 and var length
        ? (new SaidDay.Weekend((Step)Whole(step)), at + length)
        : default;

    private Step? StepAt(int at, out int words)
    {
        foreach (var (kind, step) in Steps)
        {
            if (Match(kind, at) is > 0 and var length)
            {
                words = length;
                return step;
            }
        }

        words = 0;
        return null;
    }

    private static readonly (string Kind, Step Step)[] Steps = [
        ("coming", Step.Coming), ("next", Step.Next), ("last", Step.Last), ("this", Step.This)];

    private bool Joined(int from, int count) => Enumerable.Range(from, count).All(i => tokens[i].IsJoined);

    private int Whole(int at) => Whole(tokens[at].Text);

    private static int Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
        ? n
        : int.MaxValue;
}
