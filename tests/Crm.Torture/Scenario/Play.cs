namespace Crm.Torture.Scenario;

/// <summary>The scenario as a whole: which step comes next, and when it has made enough.</summary>
internal sealed class Play
{
    private readonly Stage stage;
    private readonly Random chance;
    private readonly MailSteps mail;
    private readonly MeetingSteps meetings;
    private readonly (int Weight, Action Step)[] steps;

    public Play(Stage stage, int seed)
    {
        this.stage = stage;
        chance = new Random(seed);
        var name = seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        mail = new MailSteps(stage, chance, name);
        meetings = new MeetingSteps(stage, chance, name);
        steps =
        [
            (40, mail.Arrives), (18, mail.IsMoved), (5, mail.IsJunkForAMoment), (3, mail.IsDeleted), (4, mail.IsRead),
            (2, mail.IsMarkedPrivate), (6, mail.IsPrivateNoMore), (3, mail.IsDeliveredAgain), (4, mail.IsDrafted), (4, mail.DraftIsSent),
            (4, mail.FolderIsMade), (1, mail.FolderIsThrownAway), (1, mail.FolderIsDeleted),
            (12, meetings.IsCalled), (4, meetings.IsMoved), (3, meetings.IsMovedAndDeclined), (4, meetings.OneIsMoved),
            (2, meetings.OneIsDropped), (2, meetings.TurnsPrivate), (2, meetings.IsCancelled), (4, meetings.IsDeclined),
            (3, meetings.IsAcceptedAgain), (2, meetings.AttendeeMarksPrivate), (1, meetings.AttendeeDeletes),
        ];
    }

    /// <summary>Mails and meetings that were made so far.</summary>
    public int Items => mail.Made + meetings.Made;

    public int Steps { get; private set; }

    /// <summary>One thing that somebody does.</summary>
    public void Next()
    {
        var at = chance.Next(steps.Sum(s => s.Weight));
        foreach (var (weight, step) in steps)
        {
            at -= weight;
            if (at < 0)
            {
                step();
                break;
            }
        }

        stage.Look();
        Steps++;
    }
}
