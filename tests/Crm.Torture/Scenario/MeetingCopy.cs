using System.Text.Json.Nodes;

namespace Crm.Torture.Scenario;

/// <summary>A meeting in one mailbox's calendar, with what its owner did to it there.</summary>
internal sealed class MeetingCopy(Meeting meeting, Mailbox mailbox)
{
    private readonly HashSet<DateTimeOffset> taken = [];

    public Mailbox Mailbox => mailbox;

    public bool IsOrganizers => meeting.Organizer.Address == mailbox.Owner.Mail;

    public bool IsDeclined { get; private set; }

    /// <summary>The owner's own mark, which concerns nobody else.</summary>
    public bool IsMarkedPrivate { get; private set; }

    public bool IsThere => mailbox.FindMeeting(meeting.Uid) is not null;

    /// <summary>The original starts of the instances that capture could have taken from here at some moment.</summary>
    public IReadOnlySet<DateTimeOffset> CouldBeTaken => taken;

    /// <summary>As it is now, its instances belong in the CRM.</summary>
    public bool MustBeTaken => IsThere && !IsDeclined && !IsMarkedPrivate && !meeting.IsPrivate && !meeting.IsCancelled
        && Loggable.Concerns(meeting.People);

    public void Answer(bool declines)
    {
        IsDeclined = declines;
        Change("responseStatus", new JsonObject { ["response"] = declines ? "declined" : "accepted", ["time"] = "0001-01-01T00:00:00Z" });
    }

    public void MarkPrivate()
    {
        IsMarkedPrivate = true;
        Change("sensitivity", "private");
    }

    public void Delete()
    {
        if (mailbox.FindMeeting(meeting.Uid) is { } item)
        {
            mailbox.Delete(item);
        }
    }

    public void Look()
    {
        if (MustBeTaken)
        {
            taken.UnionWith(meeting.Instances.Keys);
        }
    }

    private void Change(string property, JsonNode value)
    {
        if (mailbox.FindMeeting(meeting.Uid) is { } item)
        {
            mailbox.Update(item, new JsonObject { [property] = value });
        }
    }
}
