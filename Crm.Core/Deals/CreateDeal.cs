using Crm.Core.Editing;
using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>A deal as somebody typed it.</summary>
/// <param name="Custom">Values of custom fields by name; without it there are only defaults (<see cref="TenantFields.NewAsync"/>).</param>
public sealed record CreateDeal(
    string? Title = null, string? Value = null, string? Currency = null, string? StageId = null, string? CompanyId = null,
    string? ContactId = null,
    string? ExpectedCloseDate = null, string? Priority = null, JsonElement? Custom = null, string? Competitor = null) : ICardRequest
{
    public static string Verb => "deal.create";
}

public sealed class CreateDealHandler(ICrmDb db, CurrentUser user, TenantFields fields, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(CreateDeal typed, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var title = Deal.Fields.Title.Read(check, typed.Title);
        var value = Deal.Fields.Value.Read(check, typed.Value);
        var named = NamedCurrency.Of(typed.Value, user.Locale);
        var currency = CurrencyOf(check, typed.Currency ?? named);
        if (named is not null && named != currency)
        {
            check.Fail("value", NamedCurrency.Contradiction("value", typed.Value!, named, currency).Message);
        }

        var close = Deal.Fields.ExpectedClose.Read(check, typed.ExpectedCloseDate);
        var priority = Deal.Fields.Priority.ReadNew(check, typed.Priority);
        var competitor = Deal.Fields.Competitor.Read(check, typed.Competitor);
        var stage = await StageAsync(check, typed.StageId, ct);
        var companyId = Deal.Fields.Company.Read(check, typed.CompanyId);
        var contactId = Deal.Fields.Contact.Read(check, typed.ContactId);
        if (companyId is { } company && !await db.Companies.NotDeleted().AnyAsync(c => c.Id == company, ct))
        {
            check.Fail("companyId", Refusal.NoSuch("company"));
        }

        if (contactId is { } id)
        {
            var contact = await db.Contacts.NotDeleted().Where(c => c.Id == id).Select(c => new { c.CompanyId }).SingleOrDefaultAsync(ct);
            if (contact is null)
            {
                check.Fail("contactId", Refusal.NoSuch("contact"));
            }

            companyId ??= contact?.CompanyId;
        }

        var custom = await fields.NewAsync(check, RecordKind.Deal, typed.Custom, ct);
        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var deal = Deal.Titled(title, stage!, user, clock.GetUtcNow()).Worth(value, currency).For(companyId, contactId)
            .Closing(close, priority);
        Deal.Fields.Competitor.Set(deal, competitor);
        deal.Set(custom);
        db.Deals.Add(deal);
        return await db.SaveAsync(ct) is { } refused ? refused : check.Noted(deal.Id);
    }

    private string CurrencyOf(InputReader check, string? typed)
    {
        var code = typed?.Trim().ToUpperInvariant() ?? user.Tenant.DefaultCurrency;
        if (!Currencies.All.Contains(code))
        {
            check.Fail("currency", Currencies.NoSuchCode(typed));
        }

        return code;
    }

    private async Task<PipelineStage?> StageAsync(InputReader check, string? typed, CancellationToken ct)
    {
        var id = check.Id("stageId", typed, "a stage");
        var stage = await db.Stages.Where(s => s.IsActive && (id == null ? s.StageType != StageType.Lost : s.Id == id))
            .OrderBy(s => s.Position).FirstOrDefaultAsync(ct);
        if (stage is null)
        {
            check.Fail("stageId", Deal.StageNeeded);
        }
        else if (stage.StageType is StageType.Lost)
        {
            check.Fail("stageId", $"“{stage.Name}” is for lost deals. Create the deal in another stage, then press Lost and say why.");
        }

        return stage;
    }
}
