using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Cards;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;

namespace Crm.Core.Companies;

/// <summary>
/// A form named a company that is not there for sure: one of these, a new one, or none. What was typed travels in the buttons.
/// </summary>
public static class TypedCompanyCard
{
    public static AdaptiveCard For(TypedCompanyView view)
    {
        var name = Markdown.Short(view.Name, 80);
        var (what, create) = view.Form is RecordKind.Deal ? ("deal", CreateDeal.Verb) : ("contact", CreateContact.Verb);
        return new AdaptiveCard(
        [
            Blocks.Title(view.Doubles.Count == 0 ? $"{name} is not in the CRM yet" : LookAlikeBlocks.Title),
            new TextBlock($"{(view.Doubles.Count == 0 ? "" : $"“{name}” may be one of these. ")}The {what} is not saved yet, and nothing you typed is lost.") { Spacing = Spacing.Small },
            .. LookAlikeBlocks.Lines(view.Doubles, d => Send("Use", create, d.Id.ToString())),
        ])
        {
            Actions =
            [
                Send($"Create {Short(view.Name)}", create, CompanyChoice.ToCreateAnyway(view.Name)) with { Style = view.Doubles.Count == 0
                    ? "positive" : null, Tooltip = $"Create the company {view.Name}, and the {what}" },
                Send("Without a company", create, null),
                view.Form is RecordKind.Deal
                    ? ExecuteAction.Press("Change what I typed", NewDeal.Verb, new { typed = view.Typed })
                    : ExecuteAction.Press("Change what I typed", NewContact.Verb, new { typed = view.Typed }),
                DismissCard.Button,
            ],
            FallbackText = $"Which company is {view.Name}?",
        };

        ExecuteAction Send(string title, string verb, string? company) =>
            ExecuteAction.Send(title, verb, With(view.Typed, company), view.Submission);
    }

    private static JsonObject With(JsonElement typed, string? company)
    {
        var form = JsonSerializer.SerializeToNode(typed)!.AsObject();
        form["companyId"] = company;
        return form;
    }

    /// <summary>A button's title is no markdown.</summary>
    private static string Short(string name) => name.Length <= 40 ? name : name[..39] + "…";
}
