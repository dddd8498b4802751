using System.Text.RegularExpressions;
using Crm.Core.Activities;
using Crm.Core.ChatCommands;
using Crm.Core.Input;
using Crm.Core.Times;

namespace Crm.Bot.Teams;

/// <summary>Sentences that say what happened and what is to be done.</summary>
internal static partial class SpokenWords
{
    private static readonly (string Word, string Type)[] Kinds =
    [
        ("call", "CALL"), ("phone", "CALL"), ("meeting", "MEETING"), ("visit", "MEETING"), ("mail", "EMAIL"), ("email", "EMAIL"),
        ("e-mail", "EMAIL"), ("note", "NOTE"), ("message", "MESSAGE"), ("chat", "MESSAGE"),
    ];

    /// <summary>"log call with Ann about pricing"; without a name the form, with what was said filled in.</summary>
    public static Command? Log(string typed)
    {
        if (Logged().Match(typed) is not { Success: true } said)
        {
            return null;
        }

        var kind = Array.Find(Kinds, k => FuzzyMatch.Matches(said.Groups["kind"].Value, k.Word)).Type;
        var (who, about, when) = (Value(said, "who"), Value(said, "about"), Value(said, "when"));
        return kind is null || (when is not null && !TimeReader.IsTime(when)) ? null
            : who is null ? Command.Run.Of(new NewLog(new LogActivity(kind, about, HappenedAt: when)))
            : Command.Run.Of(new LogByText(kind, who, about, when));
    }

    /// <summary>
    /// "remind me Friday to send the offer", "erinnere mich morgen an das Angebot": when it is said is read with the person's clock (<see
    /// cref="TimeReader"/>).
    /// </summary>
    public static Command? Remind(string typed) =>
        Reminder().Match(typed) is { Success: true } said ? Command.Run.Of(new Remind(What: Value(said, "what")))
        : Task().Match(typed) is { Success: true } task ? Command.Run.Of(new Remind(What: Value(task, "what"), IsTask: true))
        : Alone().IsMatch(typed) ? Command.Run.Of(new NewTask())
        : null;

    /// <summary>
    /// "hold Twelve vans", "put Twelve vans on hold", "resume Twelve vans", "start task Send the offer", "cancel Walk through because
    /// they moved". They change something by its name, so that no slip is forgiven in the verb.
    /// </summary>
    public static Command? Change(string typed) =>
        Held().Match(typed) is { Success: true } held
            ? Command.Run.Of(new HoldDealByName(Value(held, "what")))
        : Resumed().Match(typed) is { Success: true } resumed
            ? Command.Run.Of(new ResumeDealByName(Value(resumed, "what")))
        : Started().Match(typed) is { Success: true } started
            ? Command.Run.Of(new StartTaskByName(Value(started, "what")))
        : Cancelled().Match(typed) is { Success: true } off
            ? Command.Run.Of(new CancelActivityByName(Value(off, "what"), Value(off, "why")))
        : null;

    private static string? Value(Match match, string group) => match.Groups[group].Value.Trim() is { Length: > 0 } text ? text : null;

    [GeneratedRegex(
        @"^log( a| an| the)? (?<kind>[\w-]+)(?<when> .+?)??( (with|to|from|at(?! ?[0-9])) (?<who>.+?))?(( about|:| on(?! "
            + @"(mon|tues|wednes|thurs|fri|satur|sun)day| [0-9])| regarding) (?<about>.+))?$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Logged();

    [GeneratedRegex(@"^(rem[a-z]{2,4} me|erinner(e|t)? mich( bitte)?|(rappelle|rappelez)[- ]moi)[ :,]+(?<what>.+)$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Reminder();

    /// <summary>"task list" is the list; what follows any other way is what is to be done.</summary>
    [GeneratedRegex(
        @"^(task|to-?do|aufgabe|tâche)(?! list$)[ :,]+(?<what>.+)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Task();

    [GeneratedRegex(@"^(put (?<what>.+) on hold|(hold|pause) (?<what>.+))$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Held();

    [GeneratedRegex(@"^resume (?<what>.+)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Resumed();

    /// <summary>"start" and whatever else follows asks for help.</summary>
    [GeneratedRegex(@"^start(( the)? task| work(ing)? on) (?<what>.+)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Started();

    [GeneratedRegex(
        @"^(cancel|call off) (?<what>.+?)( because(:| of)? (?<why>.+))?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Cancelled();

    [GeneratedRegex("^(rem[a-z]{2,4}( me)?|erinnere mich|rappelle[- ]moi)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Alone();
}
