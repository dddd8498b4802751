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
    public static AdaptiveCard Lose(LoseDeal typed, Refusal why)
    {
        var form = Lost(typed.DealId, typed.Version, typed.Reason, why);
        return form with
        {
            Body = [Blocks.Title("Mark as lost"), .. form.Body],
            Actions = [.. form.Actions!, ExecuteAction.Press("Cancel", new ShowRecord(RecordKind.Deal, typed.DealId))],
            FallbackText = "Mark as lost",
        };
    }
}
