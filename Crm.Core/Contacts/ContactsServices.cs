namespace Crm.Core.Contacts;

internal static class ContactsServices
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
            .AddScoped<RecordChoices>()
            .AddScoped<NewContactHandler>()
            .AddScoped<CreateContactHandler>()
            .AddScoped<ContactDuplicates>()
            .AddScoped<SubmitContactHandler>()
            .AddScoped<ShowContactDuplicatesHandler>()
            .AddScoped<ShowContactHandler>()
            .AddScoped<ListContactsHandler>()
            .AddScoped<ChangeContactHandler>()
            .AddScoped<PrimaryContacts>()
            .AddScoped<MakePrimaryContactHandler>()
            .AddScoped<AddAddressHandler>()
            .AddScoped<MergeContactsHandler>()
            .AddScoped<UndoMergeHandler>()
            .AddScoped<ChooseMergeHandler>()
            .AddScoped<EraseContactHandler>()
            .AddScoped<ConfirmErasureHandler>()
            .AddScoped<TypedContact>();
}
