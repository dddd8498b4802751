namespace Crm.Core.Records;

/// <summary>A record that may be the one that somebody is about to make.</summary>
/// <param name="Detail">What tells it from its namesakes.</param>
/// <param name="IsSame">It has the very name; else it is only like it.</param>
public sealed record LikelyDuplicate(Guid Id, string Name, string? Detail, bool IsSame);
