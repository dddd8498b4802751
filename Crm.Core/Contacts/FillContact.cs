namespace Crm.Core.Contacts;

/// <summary>What a kept contact takes from the one that goes up in it, and gives back at an undo.</summary>
public sealed partial class Contact : IMergeable<Contact>
{
    private static readonly MergeFields<Contact> Fillable = new([.. Fields.All.For(FieldUse.Merged)]);

    /// <summary>
    /// What <see cref="FillFrom"/> would take, and what it would leave behind. An address is never left: it becomes a further one of the
    /// kept contact.
    /// </summary>
    public (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(Contact other)
    {
        var lines = Fillable.Differences(this, other).Where(l => IsOfOneCompany(other) || l.Field != Fields.IsPrimary.Name).ToList();
        return ([.. lines.Where(l => l.Kept is null)], [.. lines.Where(l => l.Kept is not null && l.Field != Fields.Email.Name)]);
    }

    /// <summary>Empty fields take the other's values. The other is deleted by now: its e-mail address is free.</summary>
    /// <param name="other">The contact that goes up in this one.</param>
    /// <param name="isPrimaryFree">Nobody else is the primary contact of the other's company.</param>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    internal Dictionary<string, string> FillFrom(Contact other, bool isPrimaryFree)
    {
        var mayBePrimary = isPrimaryFree && IsOfOneCompany(other);
        return Fillable.Fill(this, other, field => mayBePrimary || field != Fields.IsPrimary.Name);
    }

    /// <summary>Gives back what nobody changed since.</summary>
    internal void TakeBack(IReadOnlyDictionary<string, string> filled, Contact other) =>
        Fillable.TakeBack(this, filled, field => field != Fields.IsPrimary.Name || CompanyId == other.CompanyId);

    private bool IsOfOneCompany(Contact other) => (CompanyId ?? other.CompanyId) == other.CompanyId;
}
