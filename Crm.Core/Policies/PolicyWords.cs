using Crm.Core.Activities;

namespace Crm.Core.Policies;

/// <summary>What the settings of capture mean to people.</summary>
public static class PolicyWords
{
    public static string Mode(CaptureMode mode) => mode switch
    {
        CaptureMode.On => "Mail and meetings with people and companies we know",
        CaptureMode.Chosen => "Only chosen folders and categories",
        CaptureMode.Manual => "Nothing by itself; single mails are logged by hand",
        CaptureMode.Off => "Nothing; the mailbox is not read",
    };

    public static string Body(BodyPart part) => part switch
    {
        BodyPart.None => "None",
        BodyPart.Preview => "The first lines",
        BodyPart.Full => "All of it",
    };

    public static string Visibility(ItemVisibility visibility) => visibility switch
    {
        ItemVisibility.ContactHappened => "The day and with whom, nothing else",
        ItemVisibility.Metadata => "Also who was on it and when",
        ItemVisibility.Subject => "Also the subject",
        ItemVisibility.Full => "All that is kept",
    };

    public static string Handling(Handling handling) => handling switch
    {
        Policies.Handling.Skip => "Kept out",
        Policies.Handling.Log => "Captured like any other",
    };

    public static string NewContacts(ContactCreation creation) => creation switch
    {
        ContactCreation.Never => "Never: people make contacts themselves",
        ContactCreation.WhenWeWroteFirst => "When we wrote first, or they answer us",
        ContactCreation.Always => "Always: whoever writes to us, or is written to",
    };
}
