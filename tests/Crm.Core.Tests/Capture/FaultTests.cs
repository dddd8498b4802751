using System.Collections;

namespace Crm.Core.Tests.Capture;

/// <summary>One bad item never stops a mailbox: whatever it throws, at whatever step.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 60;
    private const int Mails = 12;
    private CaptureStage stage = null!;

    private enum Step
    {
        Read,
        Plan,
        Headers,
        Body,
        Match,
        Save,
        Refused,
    }

    public async Task InitializeAsync() => stage = await CaptureStage.SetAsync("Ann");

    public async Task DisposeAsync() => await stage.DisposeAsync();

    /// <summary>
    /// The random fault of issue 14: a random item throws at a random step, mails and meetings in turn; all others are logged and the
    /// cursor advances.
    /// </summary>
    [Theory]
    [InlineData(20261129)]
    [InlineData(4711)]
    public async Task A_random_item_that_throws_at_a_random_step_is_told_as_unreadable_and_all_others_are_logged(int seed)
    {
        var chance = new Random(seed);
        var (bad, told) = (new List<(Step Step, bool IsMeeting)>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var isMeeting = chance.Next(2) == 1;
            var steps = Enum.GetValues<Step>().Where(s => !isMeeting || s is not Step.Headers).ToArray();
            var (victim, step) = (chance.Next(Mails), steps[chance.Next(steps.Length)]);
            bad.Add((step, isMeeting));
            stage.Paper.PageSize = chance.Next(1, Mails + 1);
            var victimId = "";
            foreach (var n in Enumerable.Range(0, Mails))
            {
                MailboxItem item = isMeeting
                    ? new MailboxItem.Meeting(
                        PaperMailbox.Meeting($"{seed}-{round}-{n}", stage.Now.AddDays(n + 1), CaptureStage.Clara, stage.AddressOf("Ann")))
                    : new MailboxItem.Mail(
                        PaperMailbox.Mail($"{seed}-{round}-{n}", CaptureStage.Clara, stage.AddressOf("Ann"), at: stage.Now.AddMinutes(-n)));
                if (n == victim)
                {
                    victimId = item.GraphId;
                    item = Spoilt(item, step, chance);
                }

                stage.Paper.Put(stage["Ann"], isMeeting ? Mailbox.Calendar : "inbox", item);
            }

            stage.Paper.BeforeItem = id =>
            {
                if (id == victimId && step is Step.Headers or Step.Body)
                {
                    throw Thrown(chance);
                }
            };
            Assert.IsType<SyncOutcome.Done>(await stage.ReadAsync("Ann", isMeeting ? Mailbox.Calendar : "inbox"));

            Assert.Equal((round + 1) * (Mails - 1), (await stage.ActivitiesAsync()).Count);
            Assert.Equal(CaptureReason.Unreadable,
                await stage.World.TruthAsync<string>($"select reason from capture_ledger where graph_id = '{victimId}'"));
            told++;
        }

        Assert.Equal(
            0L, await stage.World.TruthAsync<long>("select count(*) from capture_cursors where failures > 0 or last_error is not null"));
        output.WriteLine(
            $"Seed {seed}: {Rounds} rounds of {Mails} items, {told} spoilt items told as unreadable, "
            + $"{Rounds * (Mails - 1)} others logged. Steps: "
            + string.Join(", ", bad.GroupBy(b => b.Step).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}")));
    }

    [Fact]
    public async Task What_stops_a_run_stands_on_the_cursor_and_in_the_answer_to_why()
    {
        stage.Paper.Instead = (_, _, _) => throw new InvalidOperationException("The sky fell.");
        var stopped = Assert.IsType<SyncOutcome.Paused>(await stage.ReadAsync("Ann"));

        Assert.Equal("failed: InvalidOperationException", stopped.Code);
        Assert.Equal(stopped.Code, await stage.World.TruthAsync<string>("select last_error from capture_cursors where resource = 'inbox'"));
        var why = await stage.WhyAsync("Ann", "<never-seen@mail.example>");
        Assert.Equal(CaptureReason.Stopped, why.Reason);
        Assert.Contains("failed: InvalidOperationException", why.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_end_the_run_with_a_reason()
    {
        var pages = 0;
        stage.Paper.Instead = (_, _, link) => new MailboxRead.Page(
            [Mail($"{pages++ % 3}")], link switch { "a" => "b", "b" => "c", _ => "a" }, false);

        Assert.Equal(CapturePause.RepeatingPages, Assert.IsType<SyncOutcome.Paused>(await stage.ReadAsync("Ann")).Code);
        Assert.InRange(pages, 3, 6);
        Assert.Equal(3, (await stage.ActivitiesAsync()).Count);
        Assert.Equal(
            "", await stage.World.TruthAsync<string>("select coalesce(delta_link, '') from capture_cursors where resource = 'inbox'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_without_an_end_that_say_nothing_new_end_the_run_with_a_reason(bool empty)
    {
        var pages = 0;
        stage.Paper.Instead = (_, _, _) => new MailboxRead.Page(empty ? [] : [Mail("same")], $"fresh-{pages++}", false);

        Assert.Equal(CapturePause.EndlessPages, Assert.IsType<SyncOutcome.Paused>(await stage.ReadAsync("Ann")).Code);
        Assert.InRange(pages, 50, 150);
    }

    [Fact]
    public async Task An_item_that_Graph_fails_to_give_is_waited_for_twice_and_then_told_as_not_given()
    {
        stage.Paper.Put(stage["Ann"], "inbox", Mail("1"), Mail("bad"), Mail("2"));
        stage.Paper.Item = id => id == "g-bad" ? new ItemRead<string?>.Throttled("ErrorInternalServerError", TimeSpan.FromSeconds(1))
            : null;
        for (var run = 0; run < 2; run++)
        {
            Assert.Equal("ErrorInternalServerError", Assert.IsType<SyncOutcome.Paused>(await stage.ReadAsync("Ann")).Code);
            stage.World.Clock.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.IsType<SyncOutcome.Done>(await stage.ReadAsync("Ann"));
        Assert.Equal(2, (await stage.ActivitiesAsync()).Count);
        Assert.Equal(CaptureReason.NotGiven, (await stage.WhyAsync("Ann", "<bad@mail.example>")).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9999)]
    public async Task A_meeting_in_a_year_that_cannot_be_meant_is_told_as_unreadable(int year)
    {
        var odd = stage.Meeting("odd", CaptureStage.Clara, stage.AddressOf("Ann"))
            with { Start = new DateTimeOffset(year, 12, 31, 0, 0, 0, TimeSpan.Zero), End = null };
        stage.Calendar("Ann", odd)
            .Calendar(
                "Ann", stage.Meeting("fine", CaptureStage.Clara, stage.AddressOf("Ann"))
                with { End = new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        await stage.MeetAsync("Ann");

        Assert.Null((await stage.MeetingAsync()).EndsAt);
        Assert.Equal(
            CaptureReason.Unreadable,
            await stage.World.TruthAsync<string>("select reason from capture_ledger where graph_id like 'e-odd%'"));
    }

    private MailboxItem Mail(string id) => new MailboxItem.Mail(PaperMailbox.Mail(id, CaptureStage.Clara, stage.AddressOf("Ann")));

    private static MailboxItem Spoilt(MailboxItem item, Step step, Random chance) => (item, step) switch
    {
        (MailboxItem.Mail, Step.Read) => new MailboxItem.Broken(item.GraphId, LedgerKind.Message),
        (_, Step.Read) => new MailboxItem.Broken(item.GraphId, LedgerKind.Event),
        (MailboxItem.Mail m, Step.Plan) =>
            new MailboxItem.Mail(m.Content with { Participants = new ThrowingPeople(m.Content.Participants, 0, chance) }),
        (MailboxItem.Meeting e, Step.Plan) =>
            new MailboxItem.Meeting(e.Content with { Participants = new ThrowingPeople(e.Content.Participants, 0, chance) }),
        (MailboxItem.Mail m, Step.Match or Step.Save) =>
            new MailboxItem.Mail(m.Content with { Participants = new ThrowingPeople(m.Content.Participants, chance.Next(1, 8), chance) }),
        (MailboxItem.Meeting e, Step.Match or Step.Save) =>
            new MailboxItem.Meeting(
                e.Content with { Participants = new ThrowingPeople(e.Content.Participants, chance.Next(1, 6), chance) }),
        (MailboxItem.Mail m, Step.Refused) => new MailboxItem.Mail(m.Content with { ConversationId = "half \ud800 pair" }),
        (MailboxItem.Meeting e, Step.Refused) => new MailboxItem.Meeting(e.Content with { Location = "half \udc00 pair" }),
        (MailboxItem.Mail m, Step.Headers) => new MailboxItem.Mail(m.Content with { Headers = null }),
        _ => item,
    };

    private static Exception Thrown(Random chance) => chance.Next(5) switch
    {
        0 => new InvalidOperationException("half a surrogate"),
        1 => new FormatException("no date"),
        2 => new ArgumentException("the year 1"),
        3 => new OverflowException("9999"),
        _ => new KeyNotFoundException("nobody"),
    };

    /// <summary>People who can be looked at so many times, and throw from then on.</summary>
    private sealed class ThrowingPeople(IReadOnlyList<Participant> people, int uses, Random chance) : IReadOnlyList<Participant>
    {
        private int left = uses;

        public int Count => people.Count;

        public Participant this[int index] => people[index];

        public IEnumerator<Participant> GetEnumerator() => left-- > 0 ? people.GetEnumerator() : throw Thrown(chance);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
