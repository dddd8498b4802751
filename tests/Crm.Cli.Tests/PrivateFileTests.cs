namespace Crm.Cli.Tests;

public sealed class PrivateFileTests
{
    [Theory]
    [InlineData("0 755 directory", true)]
    [InlineData("0 700 directory\n", true)]
    [InlineData("0 1755 directory", true)]
    [InlineData("1000 755 directory", false)]
    [InlineData("65534 755 directory", false)]
    [InlineData("0 777 directory", false)]
    [InlineData("0 1777 directory", false)]
    [InlineData("0 775 directory", false)]
    [InlineData("0 722 directory", false)]
    [InlineData("0 777 symbolic link", false)]
    [InlineData("0 755 regular file", false)]
    [InlineData("", false)]
    public void A_folder_that_somebody_else_may_have_prepared_is_not_used(string stat, bool ours) =>
        Assert.Equal(ours, PrivateFile.IsOurFolder(stat));

    [Fact]
    public async Task A_secret_is_readable_by_its_owner_alone_also_over_an_open_file_or_a_link()
    {
        var folder = Directory.CreateTempSubdirectory("crm-private-").FullName;
        var (open, link, target) = (Path.Combine(folder, "open"), Path.Combine(folder, "link"), Path.Combine(folder, "target"));
        await File.WriteAllTextAsync(open, "old");
        await File.WriteAllTextAsync(target, "theirs");
        File.CreateSymbolicLink(link, target);

        await PrivateFile.WriteAsync(open, "secret", CancellationToken.None);
        await PrivateFile.WriteAsync(link, "secret", CancellationToken.None);

        Assert.Equal(("secret", "secret", "theirs"),
            (await File.ReadAllTextAsync(open), await File.ReadAllTextAsync(link), await File.ReadAllTextAsync(target)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(open));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(link));
        }

        Directory.Delete(folder, recursive: true);
    }
}
