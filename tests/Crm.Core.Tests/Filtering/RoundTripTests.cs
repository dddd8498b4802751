using System.Collections.Concurrent;
using System.Diagnostics;
using Activity = System.Diagnostics.Activity;

namespace Crm.Core.Tests.Filtering;

/// <summary>How often a list goes to the database and back, by what Npgsql says that it executes (docs/decisions/0012).</summary>
public sealed class RoundTripTests : WorldTests
{
    protected override async Task ArrangeAsync()
    {
        for (var i = 0; i < 7; i++)
        {
            var company = await World.CompanyAsync(Ann, $"Firm {i}");
            var contact = await World.ContactAsync(Ann, "Zoe", $"Number {i}", $"zoe{i}@example.com", company);
            await World.DealAsync(Ann, $"Deal {i}", "100", "Proposal", company, contact);
        }
    }

    [Fact]
    public async Task A_list_its_counts_and_the_end_of_its_transaction_are_one_round_trip()
    {
        await OneAsync((ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new ListCompanies(), ct));
        await OneAsync(
            (ListCompaniesHandler h, CancellationToken ct) =>
                h.HandleAsync(new ListCompanies("name starts with firm and status is not inactive", Counts: "conditions"), ct));
        await OneAsync((ListContactsHandler h, CancellationToken ct) => h.HandleAsync(new ListContacts("owner is me"), ct));
        await OneAsync((ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("stage is Proposal and value > 10"), ct));
        await OneAsync((ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("value > 1000"), ct));
        await OneAsync((ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(new ListActivities(), ct));
    }

    /// <summary>PostgreSQL plans a statement whose limit it does not know anew each time.</summary>
    [Fact]
    public async Task Limits_stand_in_the_text_of_the_statements()
    {
        foreach (var filter in new[] { "", "name contains irm", "status is active order by domain" })
        {
            Assert.All(await AskAsync((ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new ListCompanies(filter), ct)),
                sql => Assert.DoesNotMatch(@"(?i)limit\s+\$", sql));
        }

        Assert.All(
            await AskAsync((ListActivitiesHandler h, CancellationToken ct) => h.HandleAsync(new ListActivities("status is pending"), ct)),
            sql => Assert.DoesNotMatch(@"(?i)limit\s+\$", sql));
    }

    [Fact]
    public async Task What_looks_into_texts_and_what_may_need_two_runs_are_two()
    {
        Assert.Equal(
            2, (await AskAsync(
                (ListCompaniesHandler h, CancellationToken ct) => h.HandleAsync(new ListCompanies("name contains irm"), ct))).Count);
        Assert.Equal(
            2, (await AskAsync(
                (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals("order by value desc"), ct))).Count);
    }

    private async Task OneAsync<THandler, TList>(Func<THandler, CancellationToken, Task<Result<TList>>> act)
        where THandler : notnull =>
        Assert.EndsWith("commit", Assert.Single(await AskAsync(act)), StringComparison.Ordinal);

    /// <summary>Asks twice, because the first asking reads the tenant's settings, and returns the statements of the second.</summary>
    private async Task<IReadOnlyList<string>> AskAsync<THandler, TList>(Func<THandler, CancellationToken, Task<Result<TList>>> act)
        where THandler : notnull
    {
        await World.RunAsync(Ann, act);
        var executed = new ConcurrentQueue<string>();
        using var root = new Activity("asking").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> created) => created.Parent.TraceId == root.TraceId
                ? ActivitySamplingResult.AllData
                : ActivitySamplingResult.None,
            ActivityStopped = activity => executed.Enqueue(
                $"{activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")}"),
        };
        ActivitySource.AddActivityListener(listener);
        Assert.Null((await World.RunAsync(Ann, act)).Refusal);
        return [.. executed];
    }
}
