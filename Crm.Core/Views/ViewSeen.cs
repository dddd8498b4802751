namespace Crm.Core.Views;

public sealed record ViewSeen(Guid Id, RecordKind Kind, string Name, string Filter, string Sort, ViewScope Scope, bool IsMine, int Version)
{
    internal static ViewSeen Of(SavedView view, CurrentUser reader) => new(
        view.Id, Enum.Parse<RecordKind>(view.Entity, ignoreCase: true), view.Name, view.Filter, view.Sort, view.Scope,
        view.OwnerId == reader.Id, view.Version);
}
