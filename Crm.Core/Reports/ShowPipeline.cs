using Crm.Core.Access;
using Crm.Core.Lists;
using Crm.Core.Pipeline;

namespace Crm.Core.Reports;

/// <summary>What lies in the pipeline now, stage by stage.</summary>
/// <param name="Of">See <see cref="ReportQuestion"/>.</param>
public sealed record ShowPipeline(string? Of = null)
{
    public const string Verb = "report.pipeline";
}

/// <param name="Stages">In the pipeline's order: those where deals are worked on, and any other that holds an open deal.</param>
public sealed record PipelineReport(ReportScope Of, IReadOnlyList<PipelineStageLine> Stages, IReadOnlyList<PipelineAmount> Totals);

public sealed record PipelineStageLine(Guid Id, string Name, StageType Type, decimal Probability, IReadOnlyList<PipelineAmount> Amounts);

/// <param name="Weighted">Each value times the deal's probability, or its stage's where the deal has none; two decimals.</param>
public sealed record PipelineAmount(string Currency, long Count, decimal Value, decimal Weighted);

public sealed class ShowPipelineHandler(ReportQuestion question, IReportStore store, FieldSource fields) : IReadsOneSnapshot
{
    public async Task<Result<PipelineReport>> HandleAsync(ShowPipeline asked, CancellationToken ct)
    {
        var scope = await question.ScopeAsync(asked.Of, ct);
        if (scope.Refusal is { } refusal)
        {
            return refusal;
        }

        var stages = (await fields.GetAsync(ct)).Choices.Stages;
        var cells = (await store.PipelineAsync(scope.Value.Ids, ct)).ToLookup(c => c.StageId);
        return new PipelineReport(
            scope.Value,
            [.. stages.Where(s => IsWorkedOn(s) || cells.Contains(s.Id)).Select(s => new PipelineStageLine(s.Id, s.Name, s.StageType, s.Probability, Amounts(cells[s.Id])))],
            Amounts(cells.SelectMany(c => c)));
    }

    private static bool IsWorkedOn(PipelineStage stage) => stage is { IsActive: true, StageType: StageType.Lead or StageType.Opportunity };

    private static IReadOnlyList<PipelineAmount> Amounts(IEnumerable<PipelineCell> cells) =>
    [
        .. cells.GroupBy(c => c.Currency, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new PipelineAmount(
            g.Key, g.Sum(c => c.Count), g.Sum(c => c.Value), decimal.Round(g.Sum(c => c.Weighted), 2, MidpointRounding.AwayFromZero))),
    ];
}
