namespace Crm.Core.Tests.Records;

/// <summary>Managers give records to others; whoever owns one does not (docs/decisions/0002).</summary>
public sealed class OwnerTests : WorldTests
{
    private CurrentUser boss = null!;
    private CurrentUser eve = null!;

    protected override async Task ArrangeAsync()
    {
        boss = await World.UserAsync("Bob Stone", Role.Manager);
        eve = await World.UserAsync("Eve Other");
    }

    [Theory]
    [InlineData(RecordKind.Company)]
    [InlineData(RecordKind.Contact)]
    [InlineData(RecordKind.Deal)]
    public async Task A_user_is_not_offered_another_owner_and_is_told_who_may_choose_one(RecordKind kind)
    {
        var id = await MakeAsync(kind);

        var (own, managed) = (await FormAsync(Ann, kind, id), await FormAsync(boss, kind, id));
        var refused = await GiveAsync(Ann, kind, id);

        Assert.DoesNotContain("\"ownerId\"", own, StringComparison.Ordinal);
        Assert.Contains("\"ownerId\"", managed, StringComparison.Ordinal);
        Assert.Equal((RefusalKind.NotAllowed, "Only a manager gives records to somebody else."),
            (refused.Refusal!.Kind, refused.Refusal.For("ownerId")));
        Assert.Contains("Only a manager gives records to somebody else.", JsonSerializer.Serialize(refused.Card, CardJson.Options),
            StringComparison.Ordinal);
        Assert.Null((await GiveAsync(boss, kind, id)).Refusal);
    }

    private async Task<Guid> MakeAsync(RecordKind kind) => kind switch
    {
        RecordKind.Company => await World.CompanyAsync(Ann, "Litware"),
        RecordKind.Contact => await World.ContactAsync(Ann, "Ida", "Berg"),
        _ => await World.DealAsync(Ann, "Vans"),
    };

    private async Task<string> FormAsync(CurrentUser who, RecordKind kind, Guid id) =>
        JsonSerializer.Serialize((await World.PressAsync(who, EditRecord.Verb, new EditRecord(kind, id))).Card, CardJson.Options);

    private Task<CardAnswer> GiveAsync(CurrentUser who, RecordKind kind, Guid id) =>
        World.PressAsync(who, ChangeRecord.Verb, new { kind, id, was = new { ownerId = Ann.Id }, ownerId = eve.Id });
}
