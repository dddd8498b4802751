namespace Crm.Core.Contacts;

/// <summary>Before a contact is made who may be there already. What was typed travels in the buttons.</summary>
public static class ContactDuplicatesCard
{
    public static AdaptiveCard For(ContactDuplicatesView view) => DuplicateBlocks.BeforeCreating(
        $"{view.Typed.FirstName} {view.Typed.LastName}", view.Doubles, "person",
        alike => ExecuteAction.Press("Open", new ShowContact(alike.Id)),
        (first, second) => ExecuteAction.Press("Merge the first two", new ChooseMerge(first.Id, second.Id.ToString())),
        ExecuteAction.Send("Create anyway", CreateContact.AnywayVerb, view.Typed, view.Submission),
        ExecuteAction.Press("Change what I typed", new NewContact(view.Typed)));
}
