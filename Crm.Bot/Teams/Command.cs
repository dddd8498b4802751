using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.CaptureControl;
using Crm.Core.ChatCommands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Filtering;
using Crm.Core.Help;
using Crm.Core.Input;
using Crm.Core.MatchQuestions;
using Crm.Core.Records;
using Crm.Core.Reports;
using Crm.Core.Search;
using Crm.Core.Settings;
using Crm.Core.Undo;
using Crm.Core.Views;
using static Crm.Core.Input.FuzzyMatch;

namespace Crm.Bot.Teams;

/// <summary>What somebody typed, as a verb of the card routes with its data; or nothing we know, with the nearest thing we do.</summary>
public abstract record Command
{
    private Command()
    {
    }

    public abstract TOut Match<TOut>(Func<Run, TOut> run, Func<Unknown, TOut> unknown);

    public sealed record Run(string Verb, object Data) : Command
    {
        public override TOut Match<TOut>(Func<Run, TOut> run, Func<Unknown, TOut> unknown) => run(this);

        public static Run Of<T>(T request)
            where T : ICardRequest => new(T.Verb, request);
    }

    public sealed record Unknown(string Text, string? Nearest) : Command
    {
        public override TOut Match<TOut>(Func<Run, TOut> run, Func<Unknown, TOut> unknown) => unknown(this);
    }

    private static readonly string[] HelpWords = ["help", "hi", "hello", "hey", "start", "?", "menu"];
    private static readonly string[] NewWords = ["new", "add", "create", "make"];
    private static readonly string[] FindWords = ["find", "search", "look", "lookup"];
    private static readonly string[] ShowWords = ["show", "open", "view"];

    private static readonly string[] RestoreWords = ["restore", "undelete"];

    /// <summary>One word for the report of two.</summary>
    private const string LostReasons = "losses";

    private static readonly string[] TeamWords = ["team", "everybody's", "everybody", "everyone", "everyone's"];

    /// <summary>Commands of one word, and what each runs.</summary>
    private static readonly (string Word, Func<Run> Means)[] Words =
    [
        ("today", () => Run.Of(new ShowDashboard())),
        ("dashboard", () => Run.Of(new ShowDashboard())),
        ("pipeline", () => Run.Of(new ShowPipeline())),
        ("funnel", () => Run.Of(new ShowFunnel())),
        ("performance", () => Run.Of(new ShowPerformance())),
        ("lost reasons", () => Run.Of(new ShowLostReasons())),
        ("tasks", () => Run.Of(new ListActivities(OpenTasks))),
        ("todo", () => Run.Of(new ListActivities(OpenTasks))),
        ("views", () => Run.Of(new ShowViews())),
        ("stages", () => Run.Of(new ShowStages())),
        ("fields", () => Run.Of(new ShowFields())),
        ("currencies", () => Run.Of(new ShowCurrencies())),
        ("rates", () => Run.Of(new ShowCurrencies())),
        ("exchange rates", () => Run.Of(new ShowCurrencies())),
        ("capture", () => Run.Of(new ShowCapture())),
        ("questions", () => Run.Of(new ShowQuestions())),
        ("settings", () => Run.Of(new ShowSettings())),
        ("undo", () => Run.Of(new UndoLast())),
        ("deleted", () => Run.Of(new ShowDeleted())),
        ("restore", () => Run.Of(new ShowDeleted())),
    ];

    private static readonly string[] Examples =
        ["help", "new deal", "find", "show", "log call", "remind me", "hold", "resume", "cancel", "deals", "companies",
            "contacts", "activities", .. Words.Select(w => w.Word)];

    public const string OpenTasks = "type is Task and status is any of (Pending, \"In progress\") and assigned to is me order by due";

    /// <summary>First the words as they stand, then with one slip of the finger forgiven.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="linked">What a link points at, if it is one of ours.</param>
    public static Command Parse(string? text, Func<string, ShowRecord?>? linked = null)
    {
        var typed = NormalText.Line(text);
        if (SpokenWords.Change(typed) is { } change)
        {
            return change;
        }

        if (typed.Length == 0 || Word(typed, 0, HelpWords))
        {
            return Run.Of(new ShowHelp());
        }

        var words = typed.Split(' ');
        if (linked?.Invoke(words[^1]) is { } record && (words.Length == 1 || (words.Length == 2 && Word(typed, 0, ShowWords))))
        {
            return Run.Of(record);
        }

        var rest = string.Join(' ', words.Skip(1));
        if (Word(typed, 0, NewWords) && words.Length > 1)
        {
            return (Command?)New(words[1], string.Join(' ', words.Skip(2)))
                ?? new Unknown(typed, "new company, new contact, new deal, new task");
        }

        if (Word(typed, 0, FindWords) && rest.Length > 0)
        {
            return Run.Of(new FindRecords(rest));
        }

        if (Word(typed, 0, RestoreWords) && rest.Length > 0)
        {
            return Run.Of(new RestoreByName(rest));
        }

        if (Word(typed, 0, ShowWords) && rest.Length > 0 && words.Length > 1 && One(rest) is null)
        {
            return Run.Of(new ShowByName(rest));
        }

        var (mine, all) =
            (words[0].Equals("my", StringComparison.OrdinalIgnoreCase), words[0].Equals("all", StringComparison.OrdinalIgnoreCase));
        return One(mine || Word(typed, 0, ShowWords) ? rest : typed) ?? Report(mine || Word(typed, 0, ShowWords) ? rest : typed)
            ?? SpokenWords.Log(typed) ?? SpokenWords.Remind(typed)
            ?? (Command?)(all ? All(rest) : List(mine ? rest : typed, mine)) ?? new Unknown(typed, NearestTo(words[0]));
    }

    private static Run? One(string typed)
    {
        var exact = Array.Find(Words, w => w.Word.Equals(typed, StringComparison.OrdinalIgnoreCase));
        return exact.Means is { } means ? means() : Array.Find(Words, w => Matches(typed, w.Word)).Means?.Invoke();
    }

    /// <summary>"team pipeline", "funnel last month", "team performance this year".</summary>
    private static Run? Report(string typed)
    {
        var words = typed.Replace("lost reasons", LostReasons, StringComparison.OrdinalIgnoreCase).Split(' ');
        var of = words.Length > 1 && Array.Exists(TeamWords, w => Matches(words[0], w)) ? ReportQuestion.Everyone : null;
        var (name, rest) = (words[of is null ? 0 : 1], string.Join(' ', words.Skip(of is null ? 1 : 2)));
        var period = RelativeSpan.Parse(rest) is null ? null : rest;
        return rest.Length > 0 && period is null ? null
            : Matches(name, "performance") ? Run.Of(new ShowPerformance(of, period))
            : Matches(name, LostReasons) ? Run.Of(new ShowLostReasons(of, period))
            : Matches(name, "funnel") ? Run.Of(new ShowFunnel(of, period))
            : period is not null ? null
            : Matches(name, "pipeline") ? Run.Of(new ShowPipeline(of))
            : Matches(name, "today") || Matches(name, "dashboard") ? Run.Of(new ShowDashboard(of))
            : null;
    }

    /// <summary>"new company Litware": what follows stands in the form. Of a task all is said, as of a reminder.</summary>
    private static Run? New(string what, string said)
    {
        var name = said.Length == 0 ? null : said;
        return Matches(what, "company") || Matches(what, "account")
            ? Run.Of(new NewCompany(name is null ? null : new CreateCompany(name)))
            : Matches(what, "contact") || Matches(what, "person") ? Run.Of(new NewContact(name is null ? null : Person(name)))
            : Matches(what, "deal") || Matches(what, "opportunity") ? Run.Of(new NewDeal(name is null ? null : new CreateDeal(name)))
            : Matches(what, "task") || Matches(what, "reminder")
                ? name is null ? Run.Of(new NewTask()) : Run.Of(new Remind(What: name, IsTask: true))
            : Matches(what, "activity") ? Run.Of(new NewLog(name is null ? null : new LogActivity(Subject: name)))
            : null;
    }

    /// <summary>"Ann Miller", "Ann Miller ann@litware.com", or an address alone, which says the name as well.</summary>
    private static CreateContact Person(string said)
    {
        var words = said.Split(' ');
        var address = words.FirstOrDefault(w => w.Contains('@', StringComparison.Ordinal) && EmailAddress.Read(w) is not null);
        var name = PersonName.Guess(words.Length == 1 ? said : string.Join(' ', words.Where(w => w != address)), address);
        return new CreateContact(name.First, name.Last, EmailAddress.Read(address) ?? address);
    }

    /// <summary>
    /// "deals" begins with the team's default view, "all deals" with every one; "deals where …", "deals order by …"; "my" adds the
    /// owner and, for deals, that they are open.
    /// </summary>
    private static Run? List(string typed, bool mine)
    {
        var space = typed.IndexOf(' ', StringComparison.Ordinal);
        var entity = space < 0 ? typed : typed[..space];
        var rest = space < 0 ? "" : typed[(space + 1)..];
        var isList = rest.Length == 0 || Starts(rest, "where ") || Starts(rest, "with ") || Starts(rest, "order by ")
            || Starts(rest, "sorted by ") || Starts(rest, "group by ");
        if (!isList)
        {
            return null;
        }

        var filter = Starts(rest, "where ") || Starts(rest, "with ") ? rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            : Starts(rest, "sorted by ") ? "order by " + rest["sorted by ".Length..] : rest;
        var own = mine ? "owner is me" : null;
        if (KindOf(entity) is not { } kind)
        {
            return null;
        }

        return filter.Length == 0 && !mine ? Run.Of(new OpenList(kind)) : kind switch
        {
            RecordKind.Deal => Run.Of(new ListDeals(Own(filter, mine ? "owner is me and status is Open" : null))),
            RecordKind.Company => Run.Of(new ListCompanies(Own(filter, own))),
            RecordKind.Contact => Run.Of(new ListContacts(Own(filter, own))),
            RecordKind.Activity => Run.Of(new ListActivities(Own(filter, own))),
        };
    }

    private static Run? All(string entity) => KindOf(entity) switch
    {
        RecordKind.Company => Run.Of(new ListCompanies()),
        RecordKind.Contact => Run.Of(new ListContacts()),
        RecordKind.Deal => Run.Of(new ListDeals()),
        RecordKind.Activity => Run.Of(new ListActivities()),
        _ => null,
    };

    private static RecordKind? KindOf(string entity) => Matches(entity, "deals") ? RecordKind.Deal
        : Matches(entity, "companies") || Matches(entity, "company") ? RecordKind.Company
        : Matches(entity, "contacts") || Matches(entity, "people") ? RecordKind.Contact
        : Matches(entity, "activities") ? RecordKind.Activity
        : null;

    private static string? Own(string filter, string? own)
    {
        if (own is null)
        {
            return filter.Length == 0 ? null : filter;
        }

        return filter.Length == 0 ? own : Starts(filter, "order by ") || Starts(filter, "group by ")
            ? $"{own} {filter}" : Combined(filter, own);
    }

    private static string Combined(string filter, string own)
    {
        var order = filter.IndexOf(" order by ", StringComparison.OrdinalIgnoreCase);
        return order < 0 ? $"{own} and ({filter})" : $"{own} and ({filter[..order]}){filter[order..]}";
    }

    private static bool Starts(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool Word(string text, int index, string[] choices)
    {
        var words = text.Split(' ');
        return index < words.Length && Array.Exists(choices, c => Matches(words[index], c));
    }

    private static string? NearestTo(string word) => Array.Find(Examples, c => Matches(word, c.Split(' ')[0], forgiven: 2));
}
