namespace Crm.Simulators.Control;

public static class StateControl
{
    public static object Get(Mailboxes mailboxes, Subscriptions subscriptions, Faults faults, Notifier notifier, MailPlayer player) => new
    {
        playing = player.IsPlaying,
        requests = mailboxes.Requests,
        mailboxes = mailboxes.All.Select(mailbox => new
        {
            user = mailbox.Owner.Oid,
            mail = mailbox.Owner.Mail,
            messages = mailbox.Messages.Count,
            events = mailbox.Events.Count,
            changes = mailbox.Sequence,
            folders = mailbox.Folders.ToDictionary(
                folder => folder.WellKnownName, folder => mailbox.CountMessages(one => one.Folder == folder)),
            calls = mailboxes.LoadOf(mailbox.Owner.Oid) is var load ? new { load.Current, load.Highest, load.Total, load.Throttled } : null,
        }),
        subscriptions = subscriptions.All.Count,
        faults = faults.Pending,
        notificationsSent = notifier.Sent.Count,
        deliveries = player.Deliveries.GroupBy(one => one.Outcome).ToDictionary(group => group.Key, group => group.Count()),
    };

    public static void ResetCounters(Mailboxes mailboxes, Notifier notifier)
    {
        foreach (var mailbox in mailboxes.All)
        {
            mailboxes.LoadOf(mailbox.Owner.Oid).Reset();
        }

        mailboxes.ForgetRequests();
        notifier.Forget();
    }

    public static IEnumerable<SentNotification> Notifications(Notifier notifier) => notifier.Sent;

    public static JsonArray Subscriptions(Subscriptions subscriptions) => new([.. subscriptions.All.Select(one => one.ToJson())]);
}
