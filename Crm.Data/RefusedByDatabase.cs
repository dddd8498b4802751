using Crm.Core;

namespace Crm.Data;

/// <summary>The database's own refusals in words for people. What is not listed here is a bug and stays an exception.</summary>
internal static class RefusedByDatabase
{
    public static Refusal? Explain(DbUpdateException refused) => refused switch
    {
        DbUpdateConcurrencyException => Refusal.Conflict("record"),
        { InnerException: PostgresException error } => Explain(error),
        _ => null,
    };

    private static Refusal? Explain(PostgresException error) => (error.SqlState, error.ConstraintName) switch
    {
        (PostgresErrorCodes.InsufficientPrivilege, _) => Refusal.BelongsToSomebodyElse("record"),
        (PostgresErrorCodes.UniqueViolation, "ux_contact_addresses") =>
            Refusal.Duplicate("email", "You already have a contact with this e-mail address."),
        (PostgresErrorCodes.UniqueViolation, "ux_users_email") =>
            Refusal.Duplicate("email", "Somebody with this e-mail address is already here."),
        (PostgresErrorCodes.UniqueViolation, "ux_custom_field_definitions_name") =>
            Refusal.Duplicate("fieldName", "A field of this name exists already."),
        (PostgresErrorCodes.UniqueViolation, "exchange_rates_pkey") =>
            Refusal.Duplicate("currency", "Somebody gave this currency a rate just now."),
        (PostgresErrorCodes.CheckViolation, "chk_email_format") =>
            Refusal.Invalid(new FieldError("email", "This is not an e-mail address. It should look like name@company.com.")),
        (PostgresErrorCodes.CheckViolation, "chk_probability") =>
            Refusal.Invalid(new FieldError("probability", "The probability must lie between 0 and 1.")),
        (PostgresErrorCodes.ForeignKeyViolation, "fk_deals_stage") =>
            Refusal.Invalid(new FieldError("id", "Deals stand in this stage. Move them first, or set the stage inactive.")),
        (PostgresErrorCodes.ForeignKeyViolation, _) => Refusal.NotFound("linked record"),
        _ => null,
    };
}
