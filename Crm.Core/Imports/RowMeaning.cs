using System.Text.RegularExpressions;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Pipeline;

namespace Crm.Core.Imports;

/// <summary>What the fields of a row mean together: names split, a stage found by its name, a company known by the address.</summary>
internal sealed partial class RowMeaning
{
    /// <summary>
    /// In front of a domain that only the contact's address says: it may link a new contact to a company, and makes none.
    /// </summary>
    private const string Guessed = "@";

    private readonly ImportSurroundings around;
    private readonly bool isHubSpot;
    private readonly Dictionary<string, int> at;
    private readonly Dictionary<string, PipelineStage> stages;

    public RowMeaning(ImportPlan plan, ImportSurroundings around)
    {
        this.around = around;
        isHubSpot = plan.Source == "hubspot";
        at = plan.Entity.Fields.Select((field, i) => (field.Name, i)).ToDictionary(p => p.Name, p => p.i);
        stages = around.Stages.GroupBy(s => s.Name.ToUpperInvariant()).ToDictionary(g => g.Key, g => g.First());
        IsDeals = plan.Entity.Plural == "deals";
        IsContacts = plan.Entity.Plural == "contacts";
    }

    private bool IsDeals { get; }

    private bool IsContacts { get; }

    /// <summary>A cell as it stood, for what a value alone no longer says: the currency beside an amount.</summary>
    public void Seen(ImportField field, string text, ImportRow row)
    {
        var currency = field.Name switch { "value" => "currency", "revenue" => "revenue currency", _ => null };
        if (currency is not null && row.Values[at[currency]] is null)
        {
            row.Values[at[currency]] = NumberText.TryRead(text, new NumberForm('.', IsCertain: false), out var read) ? read.Currency : null;
        }
    }

    /// <summary>Of numbers without a country code, where the row knows more than the firm: its own country, else its company's.</summary>
    public string? PhoneCountry(ImportRow row) => IsDeals ? null
        : Text(row, "country")
            ?? (IsContacts ? around.Places.Of(Text(row, "company"), Text(row, "company domain"), Text(row, "email")) : null);

    public void Complete(InputReader check, ImportRow row)
    {
        if (IsContacts)
        {
            CompleteContact(row);
        }
        else if (IsDeals)
        {
            CompleteDeal(check, row);
        }
        else if (row.Values[at["revenue"]] is not null)
        {
            row.Values[at["revenue currency"]] ??= around.Owner.Tenant.DefaultCurrency;
        }
    }

    private void CompleteContact(ImportRow row)
    {
        if (Text(row, "full name") is { } full && (Text(row, "first name") is null || Text(row, "last name") is null))
        {
            var name = PersonName.Guess(full, null);
            row.Values[at["first name"]] ??= name.First;
            row.Values[at["last name"]] ??= name.Last;
        }

        FirstOfSeveral(row, "company", "company id");
        if (Text(row, "company") is null && Text(row, "company domain") is null && Text(row, "company id") is null)
        {
            row.Values[at["company domain"]] = MailDomain.OfCompany(Text(row, "email")) is { } domain ? Guessed + domain : null;
        }
    }

    private void CompleteDeal(InputReader check, ImportRow row)
    {
        FirstOfSeveral(row, "company", "company id", "contact", "contact id");
        SplitContact(row);
        row.ClosedAt = null;
        var status = row.Values[at[DealImport.Status]] as DealStatus?;
        if (StageOf(check, row, status) is not { } stage)
        {
            row.Values[at["stage"]] = null;
            row.StageStatus = status is DealStatus.OnHold ? UpperSnakeCase.Of(DealStatus.OnHold) : null;
            return;
        }

        // The deal itself knows what a stage does to it.
        var entered = Deal.Titled("", stage, around.Owner, around.Now);
        row.Values[at["stage"]] = stage.Id;
        row.StageStatus =
            UpperSnakeCase.Of(status is DealStatus.OnHold && entered.PutOnHold() is null ? DealStatus.OnHold : entered.Status);
        var day = (DateOnly?)row.Values[at[DealImport.ClosedOn]] ?? (DateOnly?)row.Values[at["expected close"]];
        var closed = day?.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        row.ClosedAt = entered.ClosedAt is null ? null : closed is { } past && past <= around.Now ? past : entered.ClosedAt;
    }

    private PipelineStage? StageOf(InputReader check, ImportRow row, DealStatus? status)
    {
        var typed = Text(row, "stage");
        if (status is DealStatus.Won or DealStatus.Lost)
        {
            var type = status is DealStatus.Won ? StageType.Won : StageType.Lost;
            return typed is not null && stages.TryGetValue(typed.ToUpperInvariant(), out var named) && named.StageType == type
                ? named
                : OfType(check, type, DealImport.Status);
        }

        if (typed is null)
        {
            return null;
        }

        // HubSpot adds the pipeline in brackets; "Closed Won" is how others call what we call a stage of type WON.
        var name = Pipeline().Replace(typed, "").Trim();
        if (stages.TryGetValue(typed.ToUpperInvariant(), out var stage) || stages.TryGetValue(name.ToUpperInvariant(), out stage))
        {
            return stage;
        }

        switch (ComparisonKey.Of(name))
        {
            case "CLOSEDWON" or "WON":
                return OfType(check, StageType.Won, "stage");
            case "CLOSEDLOST" or "LOST":
                return OfType(check, StageType.Lost, "stage");
            default:
                check.Fail(
                    "stage", $"“{typed}” isn't a stage of the pipeline. There are: "
                    + $"{string.Join(", ", around.Stages.Select(s => s.Name))}.");
                return null;
        }
    }

    private PipelineStage? OfType(InputReader check, StageType type, string field)
    {
        var stage = around.Stages.FirstOrDefault(s => s.StageType == type);
        if (stage is null)
        {
            check.Fail(field, $"The pipeline has no stage of the kind {UpperSnakeCase.Label(type)}.");
        }

        return stage;
    }

    private void SplitContact(ImportRow row)
    {
        row.ContactSorted = null;
        row.ContactSortedToo = null;
        if (Text(row, "contact") is not { } contact)
        {
            return;
        }

        if (Address().Match(contact) is { Success: true } address)
        {
            row.Values[at["contact email"]] ??= address.Groups[1].Value;
            contact = contact.Replace(address.Value, "", StringComparison.Ordinal).Trim();
        }

        var name = PersonName.Guess(contact, null);
        row.ContactSorted = $"{name.Last} {name.First}".Trim();
        row.ContactSortedToo = contact.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var rest] ? $"{rest} {first}" : null;
    }

    /// <summary>HubSpot writes all associations of a record into one cell; the first one is the primary.</summary>
    private void FirstOfSeveral(ImportRow row, params string[] fields)
    {
        foreach (var field in isHubSpot ? fields : [])
        {
            if (Text(row, field) is { } text && text.Contains(';', StringComparison.Ordinal))
            {
                row.Values[at[field]] = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .FirstOrDefault();
            }
        }
    }

    private string? Text(ImportRow row, string field) => row.Values[at[field]] as string;

    [GeneratedRegex(@"\s*\([^()]*\)$")]
    private static partial Regex Pipeline();

    [GeneratedRegex(@"\(([^()\s]+@[^()\s]+)\)")]
    private static partial Regex Address();
}
