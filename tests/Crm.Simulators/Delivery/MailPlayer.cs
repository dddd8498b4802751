using System.Threading.Channels;

namespace Crm.Simulators.Delivery;

public sealed record PlayOrder(string Directory, int IntervalMs = 0, bool ShiftEventsToNow = true);

public sealed record FileDelivery(string File, string Outcome, string? Reason, IReadOnlyList<DeliveredItem> Items);

/// <summary>Delivers the files of a folder one by one, and keeps book. A broken file is skipped with its reason, never an end.</summary>
public sealed partial class MailPlayer(Postman postman, IOptions<SimulatorOptions> options, ILogger<MailPlayer> log) : BackgroundService
{
    private readonly Channel<PlayOrder> orders = Channel.CreateUnbounded<PlayOrder>();
    private readonly Lock gate = new();
    private readonly List<FileDelivery> deliveries = [];
    private int waiting;

    public IReadOnlyList<FileDelivery> Deliveries
    {
        get
        {
            lock (gate)
            {
                return [.. deliveries];
            }
        }
    }

    /// <summary>True while an order is waiting or being played.</summary>
    public bool IsPlaying => Volatile.Read(ref waiting) > 0;

    /// <returns>How many files the folder holds.</returns>
    public int Play(PlayOrder order)
    {
        var count = FilesOf(order.Directory).Count;
        Interlocked.Increment(ref waiting);
        orders.Writer.TryWrite(order);
        return count;
    }

    public void Forget()
    {
        lock (gate)
        {
            deliveries.Clear();
        }
    }

    public FileDelivery Deliver(string path, string name, bool shiftEvents)
    {
        var delivery = Attempt(path, name, shiftEvents);
        lock (gate)
        {
            deliveries.Add(delivery);
        }

        return delivery;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.MailDirectory is { Length: > 0 } directory)
        {
            if (Directory.Exists(directory))
            {
                Play(new PlayOrder(directory, options.Value.MailIntervalMs, options.Value.ShiftEventsToNow));
            }
            else
            {
                NoSuchFolder(log, directory);
            }
        }

        await foreach (var order in orders.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var path in FilesOf(order.Directory))
            {
                Deliver(path, Path.GetRelativePath(order.Directory, path), order.ShiftEventsToNow);
                await Task.Delay(order.IntervalMs, stoppingToken);
            }

            Interlocked.Decrement(ref waiting);
        }
    }

    internal static List<string> FilesOf(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private FileDelivery Attempt(string path, string name, bool shiftEvents)
    {
        try
        {
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".EML" => Delivered(name, postman.DeliverMail(File.ReadAllBytes(path), shiftEvents)),
                ".ICS" => Delivered(name, postman.DeliverCalendar(File.ReadAllBytes(path), shiftEvents)),
                var other =>
                    Skipped(name, $"not mail: {(other.Length > 0 ? other.ToLowerInvariant() : "no extension")} files are not delivered"),
            };
        }
        catch (CalendarRefusedException refused)
        {
            return Skipped(name, refused.Message);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // A folder of other people's files holds surprises; the next one must still be delivered.
            return Skipped(name, $"cannot be read: {broken.GetType().Name}: {broken.Message}");
        }
    }

    private static FileDelivery Delivered(string name, IReadOnlyList<DeliveredItem> items) => new(name, "delivered", null, items);

    private static FileDelivery Skipped(string name, string reason) => new(name, "skipped", reason, []);

    [LoggerMessage(1, LogLevel.Warning, "Mail folder {Directory} does not exist; nothing is played")]
    private static partial void NoSuchFolder(ILogger logger, string directory);
}
