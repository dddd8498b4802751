using System.Text.RegularExpressions;
using Crm.Core.Activities;

namespace Crm.Bot.Teams;

/// <summary>Sentences that say what happened and what is to be done.</summary>
internal static partial class SpokenWords
{
    private static readonly (string Word, string Type)[] Kinds =
    [
        ("call", "CALL"), ("phone", "CALL"), ("meeting", "MEETING"), ("visit", "MEETING"), ("mail", "EMAIL"), ("email", "EMAIL"), ("e-mail", "EMAIL"), ("note", "NOTE"), ("message", "MESSAGE"), ("chat", "MESSAGE"),
    ];

    /// <summary>"log call with Ann about pricing"; without a name the form, with what was said filled in.</summary>
    public static Command? Log(string typed)
    {
        if (Logged().Match(typed) is not { Success: true } said)
        {
            return null;
        }

        var kind = Array.Find(Kinds, k => Slips.Is(said.Groups["kind"].Value, k.Word)).Type;
        var (who, about) = (Value(said, "who"), Value(said, "about"));
        return kind is null ? null
            : who is null ? new Command.Run(NewLog.Verb, new NewLog(new LogActivity(kind, about)))
            : new Command.Run(SayLog.Verb, new SayLog(kind, who, about));
    }

    /// <summary>"remind me Friday to send the offer", "remind me to send the offer tomorrow at 14:00".</summary>
    public static Command? Remind(string typed)
    {
        if (WhenFirst().Match(typed) is { Success: true } first)
        {
            return new Command.Run(Core.Activities.Remind.Verb, new Remind(Value(first, "when"), Value(first, "what")));
        }

        if (WhatFirst().Match(typed) is { Success: true } what)
        {
            return new Command.Run(Core.Activities.Remind.Verb, new Remind(Value(what, "when"), Value(what, "what")));
        }

        return Alone().IsMatch(typed) ? new Command.Run(NewTask.Verb, new NewTask()) : null;
    }

    private static string? Value(Match match, string group) => match.Groups[group].Value.Trim() is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"^log( a| an| the)? (?<kind>[\w-]+)( (with|to|from|at) (?<who>.+?))?(( about|:| on| regarding) (?<about>.+))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Logged();

    [GeneratedRegex("^rem[a-z]{2,4} me (?<when>(?!to ).+?) to (?<what>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex WhenFirst();

    [GeneratedRegex(@"^rem[a-z]{2,4} me to (?<what>.+?)( (?<when>(on )?(today|tomorrow|(next )?(mon|tues|wednes|thurs|fri|satur|sun)day|next week|next month|in ([0-9]+|an?) (minute|hour|day|week|month)s?|[0-9]{4}-[0-9]{2}-[0-9]{2})( (at )?[0-9]{1,2}(:[0-9]{2})? ?(am|pm)?)?))?$", RegexOptions.IgnoreCase)]
    private static partial Regex WhatFirst();

    [GeneratedRegex("^rem[a-z]{2,4}( me)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();
}
