namespace Crm.Core.Tests.Records;

public sealed class DeleteRecordTests : WorldTests
{
    [Fact]
    public async Task Deleted_records_leave_the_lists_and_come_back()
    {
        var contact = await World.ContactAsync(Ann, "Sam", "Lee", "sam@lee.example");
        Task<Result<RecordState>> DeleteAsync(int? version) => World.RunAsync(
            Ann, (DeleteRecordHandler h, CancellationToken ct) =>
                h.HandleAsync(new DeleteRecord(RecordKind.Contact, contact, version), ct));

        Assert.Equal(RefusalKind.Conflict, (await DeleteAsync(7)).Refusal!.Kind);
        Assert.True((await DeleteAsync(1)).Value.IsDeleted);
        Assert.Equal(RefusalKind.NotFound, (await DeleteAsync(null)).Refusal!.Kind);
        Assert.Equal(0, (await ContactsAsync()).Total);
        await World.ContactAsync(Ann, "Samuel", "Lee", "sam@lee.example");
        var taken = await World.RunAsync(
            Ann, (RestoreRecordHandler h, CancellationToken ct) => h.HandleAsync(new RestoreRecord(RecordKind.Contact, contact), ct));
        Assert.Equal("You already have a contact with this e-mail address.", taken.Refusal!.For("email"));
        var second = (await ContactsAsync()).Items[0].Id;
        await World.RunAsync(
            Ann, (ChangeContactHandler h, CancellationToken ct) => h.SeenAsync(Changes.To(second, new { email = (string?)null }), ct));
        var back = await World.RunAsync(
            Ann, (RestoreRecordHandler h, CancellationToken ct) => h.HandleAsync(new RestoreRecord(RecordKind.Contact, contact), ct));

        Assert.False(back.Value.IsDeleted);
        Assert.Equal(2, (await ContactsAsync()).Total);
    }

    private async Task<RecordList<ContactView>> ContactsAsync() =>
        (await World.RunAsync(Ann, (ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts(), ct))).Value;
}
