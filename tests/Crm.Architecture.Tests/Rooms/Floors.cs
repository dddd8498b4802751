namespace Crm.Architecture.Tests.Rooms;

/// <summary>A folder of Crm.Core, which is a namespace.</summary>
/// <param name="Name">Below Crm.Core; "" is the core's own folder.</param>
/// <param name="Holds">What is found there, for docs/rooms.md.</param>
public sealed record Room(string Name, string Holds)
{
    public string Title => Name.Length == 0 ? "Crm.Core" : Name;
}

/// <param name="Name">What its rooms have in common.</param>
/// <param name="Rooms">From left to right.</param>
public sealed record Floor(string Name, params IReadOnlyList<Room> Rooms)
{
    /// <summary>Its rooms may know each other in circles, because what they speak of belongs together.</summary>
    public bool IsCluster { get; init; }
}

/// <summary>
/// The rooms of Crm.Core from the ground up. A room knows rooms below it, and rooms of its own floor as long as no circle comes of it.
/// Whoever adds a room says here what it holds and on which floor it stands.
/// </summary>
public static class Floors
{
    public static IReadOnlyList<Floor> All { get; } =
    [
        new(
            "Alphabet",
            new Room("", "Results and refusals: what every use case answers with."),
            new Room("Input", "Reads what people type: names, numbers, phone numbers, addresses, currencies."),
            new Room("Times", "Reads days and moments in words (\"next Friday at 3\") and writes them.")),
        new("Rights", new Room("Access", "Who is asking and what they may do: users, tenants, roles.")),
        new(
            "Language",
            new Room("Cards", "Adaptive Cards as types, the blocks that all cards share, and how values are written for a reader."),
            new Room("UseCases", "Runs a use case in one transaction with the caller's rights.")),
        new(
            "Records and commands",
            new Room(
                "Records",
                "What records of every kind have: owner, version, kind, link, likely duplicates, the index that finds them by name."),
            new Room(
                "Commands",
                "Runs a change once for each key and remembers it for undo: idempotent commands, the command log, the message inbox.")),
        new(
            "Questions and routes",
            new Room("Filtering", "The filter language and lists by keyset: parse, compile to SQL, count, page."),
            new Room("Routing", "One line of a dispatch table: a verb, its use case, the card for its answer.")),
        new(
            "What a tenant defines",
            new Room("Fields", "How a record's field is declared once, for forms, checks, filters, files, merges and history."),
            new Room("CustomFields", "The fields that a tenant adds: definitions, values, inputs, filters."),
            new Room("Pipeline", "The stages of the sales pipeline."),
            new Room("ExchangeRates", "The rates by which amounts of several currencies are compared and summed.")),
        new("Choices", new Room("Choices", "What a tenant offers to choose from, kept in memory until it changes.")),
        new(
            "The four kinds of records",
            new Room("Companies", "Companies: create, change, show, list, recognise duplicates, merge."),
            new Room("Contacts", "Contacts: the same, and the primary contact of a company."),
            new Room("Deals", "Deals: create, move through the stages, win, lose, hold."),
            new Room("Activities", "Activities: log, plan, start, complete, cancel; the timeline."),
            new Room("Database", "The database's port: the tables of a tenant as the caller may see them."),
            new Room("Catalogs", "The fields of each kind as the filter language has them, for one reader at one moment."),
            new Room("Editing", "What is done with a record of any kind: edit forms, changes, conflicts, delete, restore."),
            new Room("History", "What happened to a record, and the parts that every record's page has."))
        { IsCluster = true },
        new(
            "What spans the kinds",
            new Room("Administration", "What an administrator sets: stages, custom fields, currencies and rates."),
            new Room("Capture", "Decides which mail and meetings become activities, and keeps account of every decision."),
            new Room("CaptureControl", "How capture stands, and the use cases by which people decide about it."),
            new Room("ChatCommands", "Sentences typed in chat that name a record: log, remind, hold, start, cancel, restore."),
            new Room("Exports", "Lists as CSV files."),
            new Room("Help", "What the bot can do, in words."),
            new Room("Imports", "Reads the columns and rows of files, also those of other CRMs."),
            new Room("ItemContext", "Who the people of an open mail or meeting are."),
            new Room("Lists", "List cards, and the conditions that narrow them."),
            new Room("Matching", "Says what a mail or meeting is about, from facts alone: contact, company, deal, and why."),
            new Room("MatchQuestions", "Asks what is ambiguous about captured items; the answers are rules until they are undone."),
            new Room("Policies", "What organisation and people decided about capture, in layers."),
            new Room("Reminders", "What the bot writes of its own accord: due tasks, handed-over deals."),
            new Room("Reports", "Pipeline, funnel, performance, lost reasons and dashboard."),
            new Room("Search", "One box over all records; choices of forms while typing."),
            new Room("Settings", "A person's own time zone, language and reminders."),
            new Room("Undo", "Takes a person's latest change back."),
            new Room("Views", "Saved lists.")),
        new("Routes", new Room("Routes", "The table of all verbs, and the registration of all use cases.")),
    ];
}
