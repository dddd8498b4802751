using Crm.Core.Catalogs;
using Crm.Core.Pipeline;

namespace Crm.Core.Reports;

/// <summary>
/// How deals went through the stages: of the entries within the period, how many went on, how many were won at last, how long they stayed.
/// An entry belongs to whoever owned the deal then, so that a person's numbers are the same whoever reads them. The history keeps entries
/// of deals that were deleted since.
/// </summary>
public sealed record ShowFunnel(string? Of = null, string? Period = null, string? From = null, string? To = null) : ICardRequest
{
    public static string Verb => "report.funnel";
}

public sealed record FunnelReport(ReportScope Of, ReportPeriod Period, IReadOnlyList<FunnelStage> Stages, ReportedIn In);

/// <param name="MovedOn">
/// Entries whose deal went next to a stage further down the pipeline, other than a lost one; null at the pipeline's ends.
/// </param>
/// <param name="Won">Entries whose deal reached a won stage afterwards; null at the pipeline's ends.</param>
/// <param name="ConversionToNext"><paramref name="MovedOn"/> by <paramref name="Entered"/>, 0 to 1; null when nothing entered.</param>
/// <param name="Left">How many stays have ended; the days are theirs.</param>
/// <param name="MedianDays">Null beyond 20,000 entries, where it would take too long.</param>
public sealed record FunnelStage(
    Guid Id, string Name, StageType Type, long Entered, long? MovedOn, long? Won, decimal? ConversionToNext, decimal? ConversionToWon,
    long Left,
    decimal? AverageDays, decimal? MedianDays, IReadOnlyList<CurrencyAmount> Values);

public sealed class ShowFunnelHandler(ReportQuestion question, IReportStore store, FieldSource fields)
{
    /// <summary>A median cannot be added up from days; it reads every entry.</summary>
    public const int MostForMedian = 20_000;

    private const decimal SecondsOfDay = 86_400;

    public async Task<Result<FunnelReport>> HandleAsync(ShowFunnel asked, CancellationToken ct)
    {
        var (scope, period) = (await question.ScopeAsync(asked.Of, ct), question.Period(asked.Period, asked.From, asked.To));
        if (ReportQuestion.Together(scope.Refusal, period.Refusal) is { } refusal)
        {
            return refusal;
        }

        var (people, span) = (scope.Value.Ids, question.MomentsOf(period.Value));
        var stages = (await fields.GetAsync(ct)).Choices.Stages;
        var entries = (await store.EntriesAsync(people, span, ct)).ToLookup(c => c.StageId);
        var flow = (await store.FlowAsync(people, span, ct)).ToLookup(c => c.StageId);
        var medians = entries.Sum(e => e.Sum(c => c.Count)) <= MostForMedian
            ? (await store.MedianStaysAsync(people, span, ct)).ToDictionary(m => m.StageId, m => (decimal?)Days(m.Seconds))
            : [];
        var rates = await fields.RatesAsync(ct);
        return new FunnelReport(
            scope.Value, period.Value,
            [
                .. stages.Where(s => s.IsActive || entries.Contains(s.Id))
                    .Select(s => Line(s, [.. entries[s.Id]], [.. flow[s.Id]], medians.GetValueOrDefault(s.Id), stages, rates)),
            ],
            rates.Used(entries.SelectMany(e => e.Select(c => c.Currency))));
    }

    private static FunnelStage Line(
        PipelineStage stage, IReadOnlyList<EntryCell> entries, IReadOnlyList<FlowCell> flow, decimal? median,
        IReadOnlyList<PipelineStage> stages, ReportingRates rates)
    {
        var entered = entries.Sum(e => e.Count);
        var isEnd = stage.StageType is StageType.Won or StageType.Lost;
        var further = stages.Where(s => s.StageType is not StageType.Lost).SkipWhile(s => s.Id != stage.Id).Skip(1).Select(s => s.Id)
            .ToHashSet();
        var movedOn = isEnd ? (long?)null : flow.Where(f => f.NextStageId is { } next && further.Contains(next)).Sum(f => f.Count);
        var won = isEnd ? (long?)null : flow.Sum(f => f.Won);
        var ended = flow.Where(f => f.NextStageId is not null).ToList();
        var left = ended.Sum(f => f.Count);
        return new FunnelStage(
            stage.Id, stage.Name, stage.StageType, entered, movedOn, won, Share(movedOn, entered), Share(won, entered), left,
            left == 0 ? null : Days(ended.Sum(f => f.Seconds) / left), median,
            CurrencyAmount.Of(entries.Select(e => new CurrencyAmount(e.Currency, e.Count, e.Value)), rates));
    }

    private static decimal? Share(long? part, long whole) => part is { } some && whole > 0 ? decimal.Round((decimal)some / whole, 4) : null;

    private static decimal Days(decimal seconds) => decimal.Round(seconds / SecondsOfDay, 2);
}
