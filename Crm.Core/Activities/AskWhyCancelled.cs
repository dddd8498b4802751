namespace Crm.Core.Activities;

/// <summary>Asks for the reason first.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record AskWhyCancelled(Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.ask-why-cancelled";
}
