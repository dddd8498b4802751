using Crm.Core.History;

namespace Crm.Core.Deals;

/// <summary>The small questions of a deal's card, and how they come back when the answer was refused.</summary>
public static class DealForms
{
    /// <summary>A lost deal says why: that is what the next one learns from.</summary>
    public static AdaptiveCard Lost(Guid dealId, int? version, string? typed = null, Refusal? why = null) => new(
    [
        .. Blocks.Field(
            new TextInput("Why was it lost?")
            {
                Id = "reason", Value = typed, MaxLength = Deal.LostReasonLength, IsRequired = true, ErrorMessage = "A few words, please.",
                Placeholder = "Price, timing, another vendor …",
            },
            why),
    ])
    {
        Actions = [
            ExecuteAction.Submit<LoseDeal>("Mark as lost", new { dealId, version }) with { Style = "destructive" }],
    };

    /// <summary>Asked again, with what was typed and what was wrong with it.</summary>
    public static AdaptiveCard Lose(LoseDeal typed, Refusal why) => RecordBlocks.AskedAgain(
        Lost(typed.DealId, typed.Version, typed.Reason, why), "Mark as lost", RecordKind.Deal, typed.DealId);
}
