namespace Crm.Core.Contacts;

/// <summary>A contact who may be somebody that nobody knows, under another address.</summary>
public sealed record SameContact(Guid Id, string Name, string? JobTitle, string? Company, string? Email, int Version);

/// <summary>Asks whether somebody whom nobody knows is a contact under a new address; a press gives the contact that address.</summary>
public static class NewAddressCard
{
    /// <param name="address">From which the unknown person writes.</param>
    /// <param name="contacts">Who it may be, the likeliest first; at least one.</param>
    public static AdaptiveCard For(string address, IReadOnlyList<SameContact> contacts)
    {
        var title = contacts is [var only]
            ? $"Is this {Markdown.Short(only.Name, 100)}{Of(only)} under a new address?"
            : "Is this one of them under a new address?";
        return new AdaptiveCard(
        [
            Blocks.Heading(title) with { Spacing = null },
            .. contacts is [{ } one]
                ? Detail(one) is { Length: > 0 } detail ? [Blocks.Subtle(Markdown.Short(detail, 150))] : Array.Empty<Element>()
                : DuplicateBlocks.Lines(
                    contacts.Select(c => new LikelyDuplicate(c.Id, c.Name, Detail(c), IsSame: true)),
                    line => Add("Yes", address, contacts.First(c => c.Id == line.Id))),
            new TextBlock($"Then what comes from {Markdown.Escape(address)} is theirs, too.") { Spacing = Spacing.Small },
        ])
        {
            Actions = contacts is [var first]
                ?
                [
                    Add("Add the address", address, first) with { Style = "positive" },
                    ExecuteAction.Press("Open", new ShowContact(first.Id)) with { Tooltip = $"Open {first.Name}" },
                ]
                : null,
            FallbackText = $"{address} may be a contact's new address",
        };
    }

    private static ExecuteAction Add(string title, string address, SameContact contact) =>
        ExecuteAction.Press(title, new AddAddress(contact.Id, address, contact.Version));

    private static string Of(SameContact contact) =>
        string.IsNullOrEmpty(contact.Company) ? "" : $" of {Markdown.Short(contact.Company, 100)}";

    private static string Detail(SameContact contact) => string.Join(
        " · ", new[] { contact.JobTitle, contact.Company, contact.Email }.Where(s => !string.IsNullOrEmpty(s)));
}
