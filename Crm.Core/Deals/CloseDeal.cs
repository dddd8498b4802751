using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Input;
using Crm.Core.Pipeline;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

public sealed record WinDeal(Guid DealId, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.win";
}

/// <summary>A lost deal says why: that is what the next one learns from.</summary>
public sealed record LoseDeal(Guid DealId, string? Reason = null, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.lose";
}

/// <summary>
/// Opens a closed deal again, in the stage it was closed from unless one is named; of a deal that came in closed, one must be.
/// </summary>
public sealed record ReopenDeal(Guid DealId, Guid? StageId = null, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.reopen";
}

public sealed class CloseDealHandler(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<DealView>> WinAsync(WinDeal win, CancellationToken ct) =>
        await EnterAsync(
            win.DealId, win.Version, await FirstAsync(StageType.Won, ct), reason: null, "The pipeline has no stage for won deals.", ct);

    public async Task<Result<DealView>> LoseAsync(LoseDeal lose, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var reason = check.Required("reason", lose.Reason, "The reason", Deal.LostReasonLength);
        return check.Refusal is { } refusal
            ? refusal
            : await EnterAsync(
                lose.DealId, lose.Version, await FirstAsync(StageType.Lost, ct), reason, "The pipeline has no stage for lost deals.", ct);
    }

    public async Task<Result<DealView>> ReopenAsync(ReopenDeal reopen, CancellationToken ct)
    {
        var open = FormerStage.Open(db);
        var stage = (reopen.StageId ?? await FormerStage.OfAsync(db, reopen.DealId, ct)) is { } id
            ? await open.SingleOrDefaultAsync(s => s.Id == id, ct)
            : null;
        return await EnterAsync(
            reopen.DealId, reopen.Version, stage, reason: null, "Please choose the open stage in which the deal goes on.", ct);
    }

    private Task<PipelineStage?> FirstAsync(StageType type, CancellationToken ct) =>
        db.Stages.Where(s => s.IsActive && s.StageType == type).OrderBy(s => s.Position).ThenBy(s => s.Id).FirstOrDefaultAsync(ct);

    private async Task<Result<DealView>> EnterAsync(
        Guid dealId, int? version, PipelineStage? stage, string? reason, string noStage, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().SingleOrDefaultAsync(d => d.Id == dealId, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        if (deal.RefusedTo(user, version) is { } no)
        {
            return no;
        }

        if (stage is null)
        {
            return Refusal.Invalid(new FieldError("stageId", noStage));
        }

        deal.MoveTo(stage, clock.GetUtcNow());
        deal.LostBecause(reason);
        return await db.SaveAsync(ct) is { } refused
            ? refused
            : await db.Deals.Where(d => d.Id == dealId).Select(DealView.Of).SingleAsync(ct);
    }
}
