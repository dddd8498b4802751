using Crm.Core.Reports;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// Reports. <c>of</c>: me, everyone, or ids of people with commas between; <c>period</c>: a span of the filter language, or <c>from</c> and
/// <c>to</c> as days of the reader's calendar.
/// </summary>
internal static class ReportEndpoints
{
    public static async Task<Results<Ok<PipelineReport>, ProblemHttpResult>> PipelineAsync(
        Me me, UseCaseRunner useCases, string? of, CancellationToken ct) => Answer(
        await useCases.RunAsync<ShowPipelineHandler, Result<PipelineReport>>(
            me.User, (h, token) => h.HandleAsync(new ShowPipeline(of), token), ct));

    public static async Task<Results<Ok<FunnelReport>, ProblemHttpResult>> FunnelAsync(
        Me me, UseCaseRunner useCases, string? of, string? period, string? from, string? to, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowFunnelHandler, Result<FunnelReport>>(
                me.User, (h, token) => h.HandleAsync(new ShowFunnel(of, period, from, to), token), ct));

    public static async Task<Results<Ok<PerformanceReport>, ProblemHttpResult>> PerformanceAsync(
        Me me, UseCaseRunner useCases, string? of, string? period, string? from, string? to, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowPerformanceHandler, Result<PerformanceReport>>(
                me.User, (h, token) => h.HandleAsync(new ShowPerformance(of, period, from, to), token), ct));

    public static async Task<Results<Ok<LostReasonsReport>, ProblemHttpResult>> LostReasonsAsync(
        Me me, UseCaseRunner useCases, string? of, string? period, string? from, string? to, CancellationToken ct) => Answer(
            await useCases.RunAsync<ShowLostReasonsHandler, Result<LostReasonsReport>>(
                me.User, (h, token) => h.HandleAsync(new ShowLostReasons(of, period, from, to), token), ct));

    public static async Task<Results<Ok<DashboardReport>, ProblemHttpResult>> DashboardAsync(
        Me me, UseCaseRunner useCases, string? of, CancellationToken ct) => Answer(
        await useCases.RunAsync<ShowDashboardHandler, Result<DashboardReport>>(
            me.User, (h, token) => h.HandleAsync(new ShowDashboard(of), token), ct));

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> report) =>
        report.Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.Ok(report.Value);
}
