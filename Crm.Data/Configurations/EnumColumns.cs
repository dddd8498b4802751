using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.Matching;
using Crm.Core.Pipeline;
using Crm.Core.Policies;
using Crm.Core.Views;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Data.Configurations;

/// <summary>Enums stand as text in the specification's spelling (IN_PROGRESS), checked by constraints.</summary>
internal static class EnumColumns
{
    public static void Configure(ModelConfigurationBuilder model)
    {
        As<Role>(model);
        As<CompanySize>(model);
        As<CompanyStatus>(model);
        As<ContactMethod>(model);
        As<ContactStatus>(model);
        As<AddressKind>(model);
        As<StageType>(model);
        As<DealStatus>(model);
        As<Priority>(model);
        As<ActivityType>(model);
        As<ActivityStatus>(model);
        As<Direction>(model);
        As<ParticipantKind>(model);
        As<ParticipantResponse>(model);
        As<CustomFieldType>(model);
        As<ViewScope>(model);
        As<LedgerKind>(model);
        As<LedgerOutcome>(model);
        As<CopyPresence>(model);
        As<CaptureMode>(model);
        As<BodyPart>(model);
        As<Handling>(model);
        As<ContactCreation>(model);
        As<ItemVisibility>(model);
        As<AccessRequestState>(model);
        As<BackfillStage>(model);
        As<MatchKind>(model);
        As<MatchReason>(model);
    }

    private static void As<T>(ModelConfigurationBuilder model)
        where T : struct, Enum => model.Properties<T>().HaveConversion<UpperSnakeConverter<T>>().HaveColumnType("text");
}

internal sealed class UpperSnakeConverter<T>()
    : ValueConverter<T, string>(value => UpperSnakeCase.Of(value), text => UpperSnakeCase.Parse<T>(text))
    where T : struct, Enum;
