using System.Globalization;

namespace Crm.Demo.LargeFirm;

/// <summary>Deals and the way each took through the pipeline.</summary>
internal sealed class FirmSales(FirmPlan plan, Words words, LastActivity last)
{
    private static readonly string[] Competitors = ["Contoso", "Fabrikam", "Northwind", "None"];

    public CopiedTable Deals() => new(
        "deals",
        "id, owner_id, company_id, contact_id, stage_id, title, description, value, currency, expected_close_date, probability, status, "
            + "priority, source, lost_reason, "
        + "stage_entered_at, closed_at, board_rank, custom, last_activity_at, created_at, created_by, updated_at, updated_by, "
        + "is_deleted, deleted_at",
        plan.Size.Deals,
        (row, i) =>
        {
            var deal = plan.Deal(i);
            var chance = Chance.Of(Chance.Stream.DealText, i);
            var owner = FirmPlan.UserId(deal.Owner);
            var path = FirmPlan.Path(deal);
            var entered = plan.Entered(deal, path.Length - 1, path.Length);
            row.Start().Id(deal.Id).Id(owner).Id(deal.Company < 0 ? null : plan.Company(deal.Company).Id).Id(plan.Contact(deal.Contact).Id)
                .Id(FirmPlan.StageId(deal.Stage))
                .Text(Title(ref chance, deal)).Text(chance.Happens(0.5) ? chance.Of(words.Sentences) : null).Number(deal.Value)
                .Text(deal.Currency)
                .Day(DateOnly.FromDateTime(deal.Closes).AddDays(chance.Below(21) - 10))
                .Number(chance.Happens(0.15) ? decimal.Round((decimal)chance.Real(), 2) : null)
                .Text(deal.Status).Text(chance.Of(Words.Priorities)).Text(chance.Of(Words.Sources))
                .Text(deal.Status is "LOST" ? chance.Of(Words.LossReasons) : null)
                .Moment(entered).Moment(deal.IsClosed ? entered : null).Real(chance.Real() * 1e6)
                .Json(chance.Happens(0.3)
                    ? string.Create(CultureInfo.InvariantCulture,
                        $$"""{"competitor": "{{chance.Of(Competitors)}}", "discount": {{chance.Below(40)}}}""")
                    : "{}")
                .Moment(last.OfDeal(i)).Moment(deal.Made).Id(owner).Moment(entered).Id(owner).Flag(deal.IsDeleted)
                .Moment(deal.IsDeleted ? plan.Now.AddDays(-90 * chance.Real()) : null);
        });

    public CopiedTable History()
    {
        var rows = Enumerable.Range(0, plan.Size.Deals).Sum(i => FirmPlan.Path(plan.Deal(i)).Length);
        var (deal, path, step) = (-1, Array.Empty<int>(), 0);
        return new CopiedTable(
            "deal_stage_history",
            "id, deal_id, owner_id, from_stage_id, to_stage_id, entered_at, value, currency, left_at, next_stage_id, is_won", rows,
            (row, n) =>
        {
            if (++step >= path.Length)
            {
                (deal, step) = (deal + 1, 0);
                path = FirmPlan.Path(plan.Deal(deal));
            }

            var of = plan.Deal(deal);
            var entered = plan.Entered(of, step, path.Length);
            row.Start().Id(FirmPlan.Id(8, n, entered)).Id(of.Id).Id(FirmPlan.UserId(of.Owner))
                .Id(step == 0 ? null : FirmPlan.StageId(path[step - 1]))
                .Id(FirmPlan.StageId(path[step])).Moment(entered).Number(of.Value).Text(of.Currency)
                .Moment(step + 1 < path.Length ? plan.Entered(of, step + 1, path.Length) : null)
                .Id(step + 1 < path.Length ? FirmPlan.StageId(path[step + 1]) : null)
                .Flag(step + 1 < path.Length && path[^1] == FirmPlan.Won);
        });
    }

    private string Title(ref Chance chance, in DealPlan deal) =>
        string.Create(CultureInfo.InvariantCulture, $"{chance.Of(words.Offers)}: {chance.Of(words.Topics)} {deal.Made.Year}");
}
