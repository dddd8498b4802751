using Crm.Data.CustomFields;
using Quartz;

namespace Crm.OutlookAddin.CustomFields;

internal static class FieldIndexSetup
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Indexes of filterable custom fields, on the jobs' scheduler. Only the owner of the tables may build them: without
    /// ConnectionStrings:CrmOwner they wait for "crm db indexes".
    /// </summary>
    public static void AddFieldIndexes(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("CrmOwner") is not { Length: > 0 } owner)
        {
            return;
        }

        builder.Services.AddSingleton(provider => new CustomFieldIndexes(owner, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddQuartz(quartz =>
        {
            quartz.AddJob<FieldIndexJob>(job => job.WithIdentity(FieldIndexJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger.WithIdentity(FieldIndexJob.Key.Name, FieldIndexJob.Key.Group).ForJob(FieldIndexJob.Key).StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(Every).RepeatForever()));
        });
    }
}
