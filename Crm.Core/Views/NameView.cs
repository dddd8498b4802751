namespace Crm.Core.Views;

/// <summary>
/// Asks under which name a filter is to be kept; <paramref name="Name"/> and <paramref name="Why"/> are what was typed before.
/// </summary>
public sealed record NameView(RecordKind Kind, string? Filter = null, string? Name = null, string? Scope = null, Refusal? Why = null)
    : ICardRequest
{
    public static string Verb => "view.name";
}
