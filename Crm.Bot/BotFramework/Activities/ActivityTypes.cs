namespace Crm.Bot.BotFramework;

/// <summary>
/// The activity types Teams sends or accepts. A type that is not listed is legal and is ignored without an error (rule A2014 of the
/// activity protocol).</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string MessageReaction = "messageReaction";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string Event = "event";
    public const string Invoke = "invoke";
}
