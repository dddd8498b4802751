namespace Crm.Demo.LargeFirm;

/// <summary>When anything last happened with each company, contact and deal: what the trigger on activities would have kept.</summary>
internal sealed class LastActivity
{
    private readonly long[] companies;
    private readonly long[] contacts;
    private readonly long[] deals;

    public LastActivity(FirmPlan plan)
    {
        companies = new long[plan.Size.Companies];
        contacts = new long[plan.Size.Contacts];
        deals = new long[plan.Size.Deals];
        for (var i = 0; i < plan.Size.Activities; i++)
        {
            var activity = plan.Activity(i);
            if (!activity.IsDeleted && activity.Status is "COMPLETED")
            {
                Note(companies, activity.Company, activity.Occurred);
                Note(contacts, activity.Contact, activity.Occurred);
                Note(deals, activity.Deal, activity.Occurred);
            }
        }
    }

    public DateTime? OfCompany(int i) => Read(companies[i]);

    public DateTime? OfContact(int i) => Read(contacts[i]);

    public DateTime? OfDeal(int i) => Read(deals[i]);

    private static void Note(long[] last, int row, DateTime moment)
    {
        if (row >= 0 && last[row] < moment.Ticks)
        {
            last[row] = moment.Ticks;
        }
    }

    private static DateTime? Read(long ticks) => ticks == 0 ? null : new DateTime(ticks, DateTimeKind.Utc);
}
