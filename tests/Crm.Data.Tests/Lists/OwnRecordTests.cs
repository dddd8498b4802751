using Crm.Core.UseCases;
using Microsoft.Extensions.Caching.Memory;

namespace Crm.Data.Tests.Lists;

/// <summary>The lists of those who see their own records alone.</summary>
public sealed class OwnRecordTests : WorldTests
{
    /// <summary>What EF does not keep it writes anew for each asking: 7 % of a list's time in our process.</summary>
    [Fact]
    public async Task The_SQL_of_own_records_is_written_once()
    {
        var (cara, dan) = (await World.UserAsync("Cara Lind"), await World.UserAsync("Dan Reed"));
        using var written = new MemoryCache(new MemoryCacheOptions());
        var options = new DbContextOptionsBuilder<CrmDbContext>(World.Services.GetRequiredService<DbContextOptions<CrmDbContext>>())
            .UseMemoryCache(written).Options;

        await AskAsync(cara);
        await AskAsync(dan);

        Assert.Equal(4, written.Keys.Count(key => key.GetType().Name == "CommandCacheKey"));

        async Task AskAsync(CurrentUser reader)
        {
            await using var db = new CrmDbContext(options);
            await db.BeginAsync(reader, UseCaseKind.Read, CancellationToken.None);
            Assert.Contains("from own_companies", db.OwnCompanies.ToQueryString(), StringComparison.Ordinal);
            Assert.Contains("from own_contacts", db.OwnContacts.ToQueryString(), StringComparison.Ordinal);
            Assert.Empty(await db.OwnCompanies.Where(c => c.OwnerId == reader.Id).ToListAsync());
            Assert.Empty(await db.OwnContacts.Where(c => c.OwnerId == reader.Id).ToListAsync());
        }
    }
}
