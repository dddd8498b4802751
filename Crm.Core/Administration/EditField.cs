namespace Crm.Core.Administration;

/// <summary>A field's form, with what was typed before; without an id that of a new one.</summary>
public sealed record EditField(RecordKind Kind, Guid? Id = null, SaveField? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "field.edit";
}

/// <param name="Field">Null for a new one.</param>
/// <param name="Values">What stands in the inputs, over which version of the field.</param>
public sealed record FieldForm(FieldSeen? Field, SaveField Values, Refusal? Why);

public sealed class EditFieldHandler(DefineFieldHandler fields, CurrentUser user)
{
    public async Task<Result<FieldForm>> HandleAsync(EditField edit, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("custom fields");
        }

        var field = edit.Id is { } id ? await fields.FindAsync(edit.Kind, id, ct) : null;
        if (field is null)
        {
            return edit.Id is null ? new FieldForm(null, edit.Typed ?? new SaveField(edit.Kind), edit.Why) : Refusal.NotFound("field");
        }

        var now = SaveField.Shown(field, user.Locale);
        return edit switch
        {
            { Typed: null } => new FieldForm(field, now with { Version = field.Version, Was = now }, edit.Why),
            { Typed: { } typed, Why: { Kind: RefusalKind.Conflict } why } =>
                new FieldForm(field, typed.Over(now) with { Version = field.Version }, why with { Conflicts = typed.Contested(now) }),
            { Typed: { } typed } => new FieldForm(field, typed, edit.Why),
        };
    }
}
