namespace Crm.Core.Pipeline;

/// <summary>What a tenant begins with; an administrator makes it their own.</summary>
public static class DefaultPipeline
{
    public static IReadOnlyList<PipelineStage> Stages(DateTimeOffset now) =>
    [
        PipelineStage.At(1, "Qualification", 0.10m, StageType.Lead, "#8A8886", now),
        PipelineStage.At(2, "Needs analysis", 0.25m, StageType.Opportunity, "#0078D4", now),
        PipelineStage.At(3, "Proposal", 0.50m, StageType.Opportunity, "#8764B8", now),
        PipelineStage.At(4, "Negotiation", 0.75m, StageType.Opportunity, "#CA5010", now),
        PipelineStage.At(5, "Won", 1.00m, StageType.Won, "#107C10", now),
        PipelineStage.At(6, "Lost", 0.00m, StageType.Lost, "#A4262C", now),
    ];
}
