namespace Crm.Core.Pipeline;

public enum StageType
{
    Lead,
    Opportunity,
    Won,
    Lost,
}

/// <summary>A step of the tenant's pipeline, in the order people put it.</summary>
public sealed class PipelineStage : VersionedEntity
{
    public const int NameLength = 100;

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public int Position { get; private set; }

    /// <summary>Chance of winning a deal in this stage, 0 to 1; a deal may override it.</summary>
    public decimal Probability { get; private set; }

    /// <summary>#RRGGBB.</summary>
    public string? Color { get; private set; }

    public StageType StageType { get; private set; } = StageType.Opportunity;

    public bool IsActive { get; private set; } = true;

    public void Place(int position, DateTimeOffset now)
    {
        Position = position;
        Touch(now);
    }

    public void Describe(string name, decimal probability, StageType type, string? color, bool isActive, DateTimeOffset now)
    {
        Name = name;
        Probability = probability;
        StageType = type;
        Color = color;
        IsActive = isActive;
        Touch(now);
    }

    public static PipelineStage At(int position, string name, decimal probability, StageType type, string color, DateTimeOffset now) =>
        new()
    {
        Id = Guid.CreateVersion7(now),
        Position = position,
        Name = name,
        Probability = probability,
        StageType = type,
        Color = color,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
