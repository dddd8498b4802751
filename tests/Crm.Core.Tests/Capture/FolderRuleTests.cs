namespace Crm.Core.Tests.Capture;

public sealed class FolderRuleTests
{
    [Theory]
    [InlineData("one")]
    [InlineData("two", "one")]
    [InlineData("two", "three", "one")]
    public async Task Folders_that_lie_in_each_other_in_a_circle_come_to_an_end(params string[] parents)
    {
        string[] ids = ["one", .. parents.SkipLast(1)];
        var all = ids.Zip(parents).ToDictionary(
            f => f.First, f => MailFolder.Of(Guid.Empty, f.First)
                .Shows(new FolderSeen(f.First, f.First, f.Second, null, false), DateTimeOffset.UnixEpoch));

        var resource = await Task.Run(() => FolderRules.ResourceOf(all["one"], all, new CapturePolicy()))
            .WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("one", resource);
    }
}
