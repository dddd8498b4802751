using Crm.Core.Activities;

namespace Crm.Core.CaptureControl;

/// <summary>Who asks to read withheld words, for whoever decides about it.</summary>
public static class AccessRequestCards
{
    public static AdaptiveCard For(AccessRequestView request, CurrentUser reader) => new(
    [
        Blocks.Title("🔒 Somebody asks to read more"),
        .. Lines(request, new ReaderFormat(reader)),
        Blocks.Subtle("It is for this item and this person alone, and you can take it back under capture."),
    ])
    {
        Actions = [ExecuteAction.Press("Open", new ShowActivity(request.ActivityId)), ExecuteAction.Press("Capture", new ShowCapture())],
        FallbackText = $"{request.AskedBy} asks to read more",
    };

    internal static IEnumerable<Element> Lines(AccessRequestView request, ReaderFormat shown) =>
    [
        new TextBlock($"**{Markdown.Short(request.AskedBy, 60)}**: {Markdown.Short(request.About, 120)}"),
        Blocks.Subtle(request.State is AccessRequestState.Allowed ? "may read it" : $"asked {shown.Moment(request.AskedAt)}"),
        .. request.State is AccessRequestState.Allowed
            ? Blocks.Row(ExecuteAction.Press("Take back", new DecideAccess(request.Id, false)))
            : Blocks.Row(
                ExecuteAction.Press("Allow", new DecideAccess(request.Id, true)),
                ExecuteAction.Press("Decline", new DecideAccess(request.Id, false))),
    ];
}
