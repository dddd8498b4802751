using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Matching;
using Crm.Core.Records;

namespace Crm.Testing;

/// <summary>
/// A mail of Joe Fox of Litware, captured from its owner's mailbox at a level of visibility, in a firm where everybody sees all records.
/// Its subject and its text hold a word of their own each, and both hold "offer", by which it can be looked for without knowing these
/// words.
/// </summary>
public sealed record WithheldMail(Guid Activity, Guid Contact, Guid Company, Guid Deal)
{
    public const string Subject = "quillwort";
    public const string Body = "marjoram";
    public const string Id = "<1@x>";

    public IReadOnlyList<(RecordKind Kind, Guid Id)> Records =>
    [
        (RecordKind.Activity, Activity), (RecordKind.Contact, Contact), (RecordKind.Company, Company), (RecordKind.Deal, Deal),
    ];

    /// <summary>Each level, read by each role.</summary>
    public static TheoryData<ItemVisibility, Role> Readers()
    {
        var readers = new TheoryData<ItemVisibility, Role>();
        foreach (var level in Enum.GetValues<ItemVisibility>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                readers.Add(level, role);
            }
        }

        return readers;
    }

    /// <summary>What nobody but its owner may read at this level.</summary>
    public static IReadOnlyList<string> Withheld(ItemVisibility level) => level switch
    {
        ItemVisibility.ContactHappened or ItemVisibility.Metadata => [Subject, Body],
        ItemVisibility.Subject => [Body],
        ItemVisibility.Full => [],
    };

    /// <summary>Before a host has looked the firm up: it keeps for a while what everybody may see.</summary>
    public static async Task<WithheldMail> CaptureAsync(World world, CurrentUser owner, ItemVisibility level)
    {
        await world.TruthAsync<int>(
            "with done as (update crm_control.tenants set visibility = 'EVERYONE' returning 1) select count(*)::int from done");
        var company = await world.CompanyAsync(owner, "Litware", "litware.example");
        var joe = await world.ContactAsync(owner, "Joe", "Fox", "joe@litware.example", company);
        var deal = await world.DealAsync(owner, "Vans", "1000", "Proposal", company, joe);
        var capture = owner with { Door = Door.Capture };
        var mail = new CapturedMail("g-1", "inbox")
        {
            InternetMessageId = Id, Subject = $"The {Subject} offer",
            SentAt = world.Clock.GetUtcNow(), ReceivedAt = world.Clock.GetUtcNow(),
            Participants = [Participant.Parse("joe@litware.example", "Joe Fox", ParticipantKind.From)!], Headers = [],
        };
        var planned = new Planned.Mail(
            mail, Direction.Inbound,
            new ItemMatch(
                new Outcome.Certain(joe, [MatchReason.Address]), new Outcome.Certain(company, [MatchReason.OfContact]),
                new Outcome.Certain(deal, [MatchReason.ContactOfDeal]), new Dictionary<string, Guid>(), null),
            $"Dear Ann, our {Body} offer")
        { Visibility = level };
        var saved = await world.RunAsync(capture, (SavePageHandler h, CancellationToken ct) =>
            h.HandleAsync(new SavePage(new Mailbox(capture, Guid.CreateVersion7()), "inbox", [planned], null), ct));
        return saved is { Refusal: null, Value: 1 }
            ? new WithheldMail(await world.TruthAsync<Guid>("select id from activities"), joe, company, deal)
            : throw new InvalidOperationException($"The mail was not captured: {saved.Refusal}");
    }
}
