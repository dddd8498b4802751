namespace Crm.Core.Contacts;

public static class ContactBlocks
{
    /// <summary>People as lines that open on a press.</summary>
    public static IEnumerable<Element> People(IReadOnlyList<ContactView> contacts)
    {
        if (contacts.Count == 0)
        {
            yield break;
        }

        yield return Blocks.Heading("People");
        foreach (var contact in contacts)
        {
            var detail =
                string.Join(
                    " · ", new[] { contact.JobTitle, contact.IsPrimary ? "primary contact" : null, contact.Email }.Where(
                        s => !string.IsNullOrEmpty(s)).Select(Markdown.Escape));
            yield return new Container([new TextBlock($"**{Markdown.Escape(contact.Name)}**"), Blocks.Subtle(detail)])
            {
                Spacing = Spacing.Small,
                SelectAction = ExecuteAction.Press($"Open {contact.Name}", new ShowContact(contact.Id)),
            };
        }
    }
}
