namespace Crm.Core.Access;

/// <summary>What belongs to somebody, for <see cref="CurrentUser.MayChange"/>.</summary>
public interface IOwned
{
    /// <summary>Whether somebody without a manager's rights may change it: its owner; an activity's assignee as well.</summary>
    bool BelongsTo(Guid person);
}
