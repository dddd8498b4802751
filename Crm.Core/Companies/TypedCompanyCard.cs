using System.Text.Json.Nodes;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>
/// A form named a company that is not there for sure: one of these, a new one, or none. What was typed travels in the buttons.
/// </summary>
public static class TypedCompanyCard
{
    private const string Change = "Change what I typed";

    /// <summary>The forms in which a company may be typed: the verb that sends each, what it saves, and the way back to it.</summary>
    /// <remarks>An edited record needs no key against a second press: it is saved as it stands in the form, however often.</remarks>
    private static readonly (string Verb, string What, bool IsOnce, Func<JsonElement, ExecuteAction> Back)[] Forms =
    [
        (CreateContact.Verb, "contact", true, typed => ExecuteAction.Submit<NewContact>(Change, new { typed }, withInputs: false)),
        (CreateDeal.Verb, "deal", true, typed => ExecuteAction.Submit<NewDeal>(Change, new { typed }, withInputs: false)),
        (LogActivity.Verb, "activity", true, typed => ExecuteAction.Submit<NewLog>(Change, new { typed }, withInputs: false)),
        (PlanActivity.Verb, "task", true, typed => ExecuteAction.Submit<NewTask>(Change, new { typed }, withInputs: false)),
        (ChangeRecord.Verb, "change", false, typed => ExecuteAction.Press(Change, Edited(typed))),
    ];

    public static AdaptiveCard For(TypedCompanyView view)
    {
        var name = Markdown.Short(view.Name, 80);
        var doubt = view.Doubles.Count == 0 ? "" : $"“{name}” may be one of these. ";
        var form = Forms.First(f => f.Verb == view.Form);
        return new AdaptiveCard(
        [
            Blocks.Title(view.Doubles.Count == 0 ? $"{name} is not in the CRM yet" : DuplicateBlocks.Title),
            new TextBlock($"{doubt}The {form.What} is not saved yet, and nothing you typed is lost.") { Spacing = Spacing.Small },
            .. DuplicateBlocks.Lines(view.Doubles, d => Send("Use", d.Id.ToString())),
        ])
        {
            Actions =
            [
                Send($"Create {Short(view.Name)}", CompanyChoice.ToCreateAnyway(view.Name)) with { Style = view.Doubles.Count == 0
                    ? "positive" : null, Tooltip = $"Create the company {view.Name}, and the {form.What}" },
                Send("Without a company", null),
                form.Back(view.Typed),
                DismissCard.Button,
            ],
            FallbackText = $"Which company is {view.Name}?",
        };

        ExecuteAction Send(string title, string? company) => form.IsOnce
            ? ExecuteAction.Send(title, form.Verb, With(view.Typed, company), view.Submission)
            : ExecuteAction.Of(title, form.Verb, With(view.Typed, company));
    }

    private static EditRecord Edited(JsonElement typed)
    {
        var change = typed.Deserialize<ChangeRecord>(CardJson.Options)!;
        var fields = JsonSerializer.SerializeToElement(change.Fields, CardJson.Options);
        return new EditRecord(change.Kind, change.Id, change.Version, change.Was, fields);
    }

    private static JsonObject With(JsonElement typed, string? company)
    {
        var form = JsonSerializer.SerializeToNode(typed)!.AsObject();
        form["companyId"] = company;
        return form;
    }

    /// <summary>A button's title isn't markdown.</summary>
    private static string Short(string name) => name.Length <= 40 ? name : name[..39] + "…";
}
