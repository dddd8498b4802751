using Crm.Core.Catalogs;
using Crm.Core.Pipeline;

namespace Crm.Core.Reports;

/// <summary>What lies in the pipeline now, stage by stage.</summary>
/// <param name="Of">See <see cref="ReportQuestion"/>.</param>
public sealed record ShowPipeline(string? Of = null) : ICardRequest
{
    public static string Verb => "report.pipeline";
}

/// <param name="Stages">In the pipeline's order: those where deals are worked on, and any other that holds an open deal.</param>
/// <param name="In">Amounts are in the reporting currency where there is a rate, else each currency has its own.</param>
public sealed record PipelineReport(
    ReportScope Of, IReadOnlyList<PipelineStageLine> Stages, IReadOnlyList<PipelineAmount> Totals, ReportedIn In);

public sealed record PipelineStageLine(Guid Id, string Name, StageType Type, decimal Probability, IReadOnlyList<PipelineAmount> Amounts);

/// <param name="Weighted">Each value times the deal's probability, or its stage's where the deal has none; two decimals.</param>
public sealed record PipelineAmount(string Currency, long Count, decimal Value, decimal Weighted);

public sealed class ShowPipelineHandler(ReportQuestion question, IReportStore store, FieldSource fields)
{
    public async Task<Result<PipelineReport>> HandleAsync(ShowPipeline asked, CancellationToken ct)
    {
        var scope = await question.ScopeAsync(asked.Of, ct);
        if (scope.Refusal is { } refusal)
        {
            return refusal;
        }

        var stages = (await fields.GetAsync(ct)).Choices.Stages;
        var rates = await fields.RatesAsync(ct);
        var cells = (await store.PipelineAsync(scope.Value.Ids, ct)).ToLookup(c => c.StageId);
        var all = cells.SelectMany(c => c).ToList();
        return new PipelineReport(
            scope.Value,
            [
                .. stages.Where(s => IsWorkedOn(s) || cells.Contains(s.Id))
                    .Select(s => new PipelineStageLine(s.Id, s.Name, s.StageType, s.Probability, Amounts(cells[s.Id], rates))),
            ],
            Amounts(all, rates), rates.Used(all.Select(c => c.Currency)));
    }

    private static bool IsWorkedOn(PipelineStage stage) => stage is { IsActive: true, StageType: StageType.Lead or StageType.Opportunity };

    private static IReadOnlyList<PipelineAmount> Amounts(IEnumerable<PipelineCell> cells, ReportingRates rates) =>
    [
        .. rates.InOrder(cells.GroupBy(c => rates.ReportedAs(c.Currency), StringComparer.Ordinal), g => g.Key)
            .Select(g => new PipelineAmount(
            g.Key, g.Sum(c => c.Count), ReportingRates.Rounded(g.Sum(c => c.Value * rates.Of(c.Currency))),
            ReportingRates.Rounded(g.Sum(c => c.Weighted * rates.Of(c.Currency))))),
    ];
}
