using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Editing;
using Crm.Core.Records;
using Crm.Core.Routes;
using Crm.Testing;

namespace Crm.Core.Tests.Records;

/// <summary>Managers give records to others; whoever owns one does not (docs/decisions/0002).</summary>
public sealed class OwnerTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser ann = null!;
    private CurrentUser boss = null!;
    private CurrentUser eve = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller");
        boss = await world.UserAsync("Bob Stone", Role.Manager);
        eve = await world.UserAsync("Eve Other");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(RecordKind.Company)]
    [InlineData(RecordKind.Contact)]
    [InlineData(RecordKind.Deal)]
    public async Task A_user_is_not_offered_another_owner_and_is_told_who_may_choose_one(RecordKind kind)
    {
        var id = await MakeAsync(kind);

        var (own, managed) = (await FormAsync(ann, kind, id), await FormAsync(boss, kind, id));
        var refused = await GiveAsync(ann, kind, id);

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
        RecordKind.Company => await world.CompanyAsync(ann, "Litware"),
        RecordKind.Contact => await world.ContactAsync(ann, "Ida", "Berg"),
        _ => await world.DealAsync(ann, "Vans"),
    };

    private async Task<string> FormAsync(CurrentUser who, RecordKind kind, Guid id) =>
        JsonSerializer.Serialize((await world.PressAsync(who, EditRecord.Verb, new EditRecord(kind, id))).Card, CardJson.Options);

    private Task<CardAnswer> GiveAsync(CurrentUser who, RecordKind kind, Guid id) =>
        world.PressAsync(who, ChangeRecord.Verb, new { kind, id, was = new { ownerId = ann.Id }, ownerId = eve.Id });
}
