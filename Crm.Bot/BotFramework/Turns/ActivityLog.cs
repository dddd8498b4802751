namespace Crm.Bot.BotFramework;

/// <summary>Teams sends an activity again when the first answer took longer than 10 to 15 seconds. The second delivery gets the first one's
/// answer and nothing happens twice. Kept in memory for some minutes, bounded by count and by size; a restart or another instance forgets.
/// Source: msteams-docs issues 4592 and 6084; rule A2033.</summary>
internal sealed class ActivityLog(TimeProvider clock)
{
    private const int MostEntries = 10_000;
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<Key, Entry> entries = [];
    private readonly LinkedList<Entry> oldestFirst = [];
    private long bytes;

    /// <summary>
    /// Runs the turn, or waits for the one that runs or has run for this activity. A turn that failed is forgotten: its redelivery is a new
    /// attempt.</summary>
    /// <param name="ct">Ends the waiting of a second delivery; the turn itself goes on, somebody may still ask for its answer.</param>
    public async Task<(TurnAnswer Answer, bool Again)> OnceAsync(Activity activity, Func<Task<TurnAnswer>> turn, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(activity.Id))
        {
            return (await turn(), false);
        }

        if (Join(Key.Of(activity), out var entry))
        {
            return (await entry.Answer.Task.WaitAsync(ct), true);
        }

        var answer = TurnAnswer.Failed;
        try
        {
            answer = await turn();
            return (answer, false);
        }
        finally
        {
            Settle(entry, answer);
        }
    }

    private bool Join(Key key, out Entry entry)
    {
        lock (gate)
        {
            Forget(clock.GetUtcNow());
            if (entries.TryGetValue(key, out var known))
            {
                entry = known;
                return true;
            }

            entry = new Entry(key, clock.GetUtcNow() + Kept);
            entries.Add(key, entry);
            oldestFirst.AddLast(entry.Place);
            return false;
        }
    }

    private void Settle(Entry entry, TurnAnswer answer)
    {
        lock (gate)
        {
            if (entry.Place.List is not null)
            {
                if (answer == TurnAnswer.Failed)
                {
                    Remove(entry);
                }
                else
                {
                    entry.Bytes = answer.Body.Length;
                    bytes += entry.Bytes;
                }
            }
        }

        entry.Answer.SetResult(answer);
    }

    private void Forget(DateTimeOffset now)
    {
        while (oldestFirst.First is { Value: var oldest }
            && (oldest.Until <= now || entries.Count >= MostEntries || bytes > MostBytes))
        {
            Remove(oldest);
        }
    }

    private void Remove(Entry entry)
    {
        oldestFirst.Remove(entry.Place);
        entries.Remove(entry.Key);
        bytes -= entry.Bytes;
    }

    /// <summary>
    /// The same id is a different activity when the type differs (an edit has the id of its message), and so are two edits, deletions or
    /// reactions at different times.</summary>
    private readonly record struct Key(string Channel, string Conversation, string Id, string Type, string Sender, DateTimeOffset? Changed)
    {
        public static Key Of(Activity activity) => new(
            activity.ChannelId?.ToUpperInvariant() ?? "",
            activity.Conversation?.Id ?? "",
            activity.Id ?? "",
            activity.Type ?? "",
            activity.From?.Id ?? "",
            activity.Type is ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete or ActivityTypes.MessageReaction
                ? activity.Timestamp
                : null);
    }

    private sealed class Entry
    {
        public Entry(Key key, DateTimeOffset until)
        {
            Key = key;
            Until = until;
            Place = new LinkedListNode<Entry>(this);
        }

        public Key Key { get; }

        public DateTimeOffset Until { get; }

        public LinkedListNode<Entry> Place { get; }

        public TaskCompletionSource<TurnAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes { get; set; }
    }
}
