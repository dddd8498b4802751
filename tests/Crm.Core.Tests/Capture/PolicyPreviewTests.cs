namespace Crm.Core.Tests.Capture;

/// <summary>
/// Random changes of policy, of the organisation, a team and its people, over three mailboxes: what the preview counts is what saving
/// does, and what is in the CRM afterwards is what the mailboxes would give under that policy from the start. The expectation is computed
/// here, from the mails alone.
/// </summary>
public sealed class PolicyPreviewTests : MailboxTests
{
    private const int Mails = 60;

    /// <summary>Of people who are no contacts: each is alone from outside on two mails.</summary>
    private const int MailsOfStrangers = 12;

    /// <summary>CRM_POLICY_CASES asks for more.</summary>
    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("CRM_POLICY_CASES") ?? "15", CultureInfo.InvariantCulture);

    private static readonly string[] Domains = ["one.example", "two.example", "sub.two.example", "three.example"];
    /// <summary>Words that stand where their level does not have them.</summary>
    private const string Misplaced =
        """
        select count(*) from activities a left join withheld_words w on w.activity_id = a.id
        where (a.subject = 'Offer') <> (a.visibility in ('SUBJECT','FULL')) or (a.direction is null) <> (a.visibility = 'CONTACT_HAPPENED')
           or (w.activity_id is null) <> (a.visibility = 'FULL') or (w.subject = 'Offer') is distinct from
             (case when a.visibility in ('CONTACT_HAPPENED','METADATA') then true end)
        """;

    private readonly Random random = new(20261130);
    private readonly List<(string Id, string[] Outsiders, Mailbox[] Colleagues)> mails = [];
    private readonly Dictionary<Guid, List<string>> listed = [];
    private readonly Dictionary<Guid, ItemVisibility?> shown = [];
    private readonly Dictionary<Guid, ContactCreation?> creations = [];
    private readonly HashSet<string> contacts = [];
    private List<string> internals = [];
    private Mailbox[] people = [];
    private CurrentUser admin = null!;
    private Guid team;

    [Fact]
    public async Task A_preview_equals_its_effect_and_the_effect_what_the_policy_would_have_captured()
    {
        await DeliverAsync();
        for (var at = 0; at < Cases; at++)
        {
            var (who, scope, policy) = Next();
            var preview = (await World.RunAsync(who, (PreviewPolicyHandler h, CancellationToken ct) => h.HandleAsync(
                new PreviewPolicy
                {
                    Whose = policy.Whose, Team = policy.Team, NeverLog = policy.NeverLog, InternalDomains = policy.InternalDomains,
                    Visibility = policy.Visibility, NewContacts = policy.NewContacts,
                },
                ct))).Value;
            var (before, levels) = (await CapturedAsync(), await LevelsAsync());

            var saved = (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;

            var after = await CapturedAsync();
            Assert.Equal(
                (preview.Removed, preview.ReadAgain, preview.Hidden, preview.Shown),
                (saved.Removed, saved.ReadAgain, saved.Hidden, saved.Shown));
            var become = await LevelsAsync();
            Assert.Equal(
                (become.Count(l => l.Value < levels[l.Key]), become.Count(l => l.Value > levels[l.Key])), (saved.Hidden, saved.Shown));
            Assert.Equal(before.Count - saved.Removed, after.Count);
            // Who becomes a contact in one mailbox brings along what another one had read before.
            foreach (var mailbox in people.Concat(people))
            {
                await Sync().ReadAgainAsync(mailbox, CancellationToken.None);
            }

            var made = Become();
            Assert.Equal(contacts.Count, await World.TruthAsync<long>("select count(*) from contacts"));
            Assert.True(scope != Guid.Empty || made <= preview.ContactsAtMost, $"{made} of at most {preview.ContactsAtMost}");
            Assert.Equal($"{at}: {string.Join(' ', Expected())}", $"{at}: {string.Join(' ', await CapturedAsync())}");
            Assert.All(await LevelsAsync(), level => Assert.Equal(LevelOf(level.Key), level.Value));
            Assert.Equal(0L, await World.TruthAsync<long>(Misplaced));
            versions[scope] = saved.Version;
        }
    }

    private readonly Dictionary<Guid, int> versions = [];

    private async Task DeliverAsync()
    {
        people = [Ann, await MailboxOfAsync("Bob Stone"), await MailboxOfAsync("Eve Young")];
        admin = await World.UserAsync("Olga Admin", role: Role.Admin);
        team = (await World.RunAsync(admin, (SaveTeamHandler h, CancellationToken ct) =>
            h.HandleAsync(new SaveTeam(Name: "Field", Members: $"Bob Stone\n{people[2].User.Email}"), ct))).Value;
        string[] outsiders = [.. Domains.SelectMany(d => new[] { $"ada@{d}", $"max@{d}" })];
        foreach (var (address, i) in outsiders.Select((a, i) => (a, i)))
        {
            await World.ContactAsync(Ann.User, $"First{i}", $"Last{i}", address);
            contacts.Add(address);
        }

        for (var i = 0; i < Mails; i++)
        {
            var on = random.GetItems(outsiders, random.Next(1, 4)).Distinct().ToArray();
            var colleagues = people.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToArray();
            mails.Add(($"{i}", on, colleagues));
            var to = string.Join(',', on.Skip(1).Concat(colleagues.Select(c => c.User.Email)));
            foreach (var mailbox in colleagues)
            {
                Paper.Put(mailbox, "inbox", new MailboxItem.Mail(PaperMailbox.Mail($"{i}", on[0], to)));
            }
        }

        for (var i = 0; i < MailsOfStrangers; i++)
        {
            var letter = (char)('a' + (i / 2));
            var (name, address) = ($"Stranger{letter}", $"stranger.{letter}@{Domains[i / 2 % Domains.Length]}");
            var colleagues = people.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToArray();
            mails.Add(($"s{i}", [address], colleagues));
            var mail = PaperMailbox.Mail($"s{i}", address, string.Join(',', colleagues.Select(c => c.User.Email)));
            foreach (var mailbox in colleagues)
            {
                Paper.Put(mailbox, "inbox", new MailboxItem.Mail(
                    mail with { Participants = [mail.From! with { Name = $"Sam {name}" }, .. mail.Participants.Skip(1)] }));
            }
        }

        foreach (var mailbox in people)
        {
            await SyncAsync(mailbox, "inbox");
        }

        Assert.Equal(Mails, (await CapturedAsync()).Count);
    }

    /// <summary>Somebody says something else than before.</summary>
    private (CurrentUser Who, Guid Scope, SavePolicy Policy) Next()
    {
        var entries = random.GetItems([.. Domains, "ada@one.example", "max@three.example"], random.Next(0, 3)).Distinct().ToList();
        var (isFirm, isTeam) = random.Next(4) switch { 0 => (true, false), 1 => (false, true), _ => (false, false) };
        var who = isFirm || isTeam ? admin : people[random.Next(people.Length)].User with { Door = Door.Teams };
        var scope = isFirm ? Guid.Empty : isTeam ? team : who.Id;
        listed[scope] = entries;
        shown[scope] = random.Next(3) == 0 ? null : random.GetItems(Enum.GetValues<ItemVisibility>(), 1)[0];
        creations[scope] = random.Next(3) == 0 ? null : random.GetItems(Enum.GetValues<ContactCreation>(), 1)[0];
        internals = isFirm ? [.. random.GetItems(Domains, random.Next(0, 2))] : internals;
        return (who, scope, new SavePolicy
        {
            Whose = isFirm ? "organisation" : isTeam ? "team" : "own", Team = isTeam ? team : null,
            Version = versions.GetValueOrDefault(scope), NeverLog = string.Join('\n', entries),
            InternalDomains = isFirm ? string.Join('\n', internals) : null, IsRetroactive = true,
            Visibility = shown[scope] is { } level ? UpperSnakeCase.Of(level) : null,
            NewContacts = creations[scope] is { } creation ? UpperSnakeCase.Of(creation) : null,
        });
    }

    /// <summary>Of all mails those with a contact that no entry covers and that are not among colleagues alone.</summary>
    private List<string> Expected() => [.. mails.Where(mail => IsLetIn(mail) && mail.Outsiders.Any(contacts.Contains))
        .Select(mail => mail.Id).Order(StringComparer.Ordinal)];

    /// <summary>Whoever wrote to a mailbox whose owner's policy makes contacts is one from now on, whatever is chosen later.</summary>
    private int Become()
    {
        var before = contacts.Count;
        contacts.UnionWith(mails.Where(mail => IsLetIn(mail) && mail.Outsiders.Length == 1
            && mail.Colleagues.Any(c => CreationOf(c) is ContactCreation.Always)).Select(mail => mail.Outsiders[0]));
        return contacts.Count - before;
    }

    private ContactCreation CreationOf(Mailbox mailbox)
    {
        var below = creations.GetValueOrDefault(Guid.Empty) ?? ContactCreation.Never;
        below = IsInTeam(mailbox) && creations.GetValueOrDefault(team) is { } teams && teams < below ? teams : below;
        return creations.GetValueOrDefault(mailbox.User.Id) is { } own && own < below ? own : below;
    }

    private bool IsInTeam(Mailbox mailbox) => mailbox != people[0];

    private bool IsLetIn((string Id, string[] Outsiders, Mailbox[] Colleagues) mail) =>
        !listed.Any(l => (l.Key == Guid.Empty || mail.Colleagues.Any(c => c.User.Id == l.Key || (l.Key == team && IsInTeam(c))))
            && l.Value.Exists(entry => mail.Outsiders.Any(o => o == entry || IsBelow(o, entry))))
        && !mail.Outsiders.All(o => internals.Exists(d => IsBelow(o, d)));

    /// <summary>The strictest of those whose mailboxes hold it; nobody is looser than the organisation.</summary>
    private ItemVisibility LevelOf(string id) => mails.Single(m => m.Id == id).Colleagues.Min(c => Stricter(
        Stricter(
            shown.GetValueOrDefault(Guid.Empty) ?? ItemVisibility.Full,
            IsInTeam(c) ? shown.GetValueOrDefault(team) ?? ItemVisibility.Full : ItemVisibility.Full),
        shown.GetValueOrDefault(c.User.Id) ?? ItemVisibility.Full));

    private static ItemVisibility Stricter(ItemVisibility one, ItemVisibility other) => one < other ? one : other;

    private async Task<Dictionary<string, ItemVisibility>> LevelsAsync() =>
        (await World.InDatabaseAsync(Ann.User, db => db.Activities.Where(a => a.Type == ActivityType.Email)
            .Select(a => new { a.SourceKey, a.Visibility }).ToListAsync()))
        .ToDictionary(a => a.SourceKey!["mail:".Length..].Split('@')[0].TrimStart('<'), a => a.Visibility);

    private static bool IsBelow(string address, string domain) =>
        address.EndsWith("@" + domain, StringComparison.Ordinal) || address.EndsWith("." + domain, StringComparison.Ordinal);

    private async Task<List<string>> CapturedAsync() =>
        (await World.InDatabaseAsync(Ann.User, db => db.Activities.Where(a => a.Type == ActivityType.Email).Select(a => a.SourceKey!)
            .ToListAsync())).Select(k => k["mail:".Length..].Split('@')[0]).Order(StringComparer.Ordinal).ToList();
}
