namespace Crm.Cli.Up;

/// <param name="Headless">Opens no browser.</param>
/// <param name="Reset">Begins with an empty database.</param>
/// <param name="MailDirectory">Plays this folder of .eml and .ics files instead of the demo mails, and reports what became of each.</param>
/// <param name="Ports">Where everything listens.</param>
/// <param name="Without">The host that somebody starts in a debugger: `bot` or `outlook`; null starts both.</param>
/// <param name="ImportSenders">Imports everybody outside who wrote one of these mails as a contact first.</param>
public sealed record UpOptions(
    bool Headless, bool Reset, string? MailDirectory, Ports Ports, string? Without = null, bool ImportSenders = false)
{
    public const string Bot = "bot";

    public const string Outlook = "outlook";
}
