using Crm.Core.Help;
using Crm.Core.Routing;
using Crm.Core.Settings;
using Crm.Core.Undo;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>Help, settings, undo, and what closes a card.</summary>
internal static class GeneralRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Form<DismissCard>(_ => DismissCard.Done()),
        Route.Change(
            (UndoLastHandler h, UndoLast r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, answer, reader) => Show(UndoCard.For(answer, reader))),
        Route.Of(
            (ShowHelpHandler h, ShowHelp r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, help, reader) => Show(HelpCard.For(help, reader))),
        Route.Of(
            (ShowSettingsHandler h, ShowSettings r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, sheet, reader) => Show(SettingsCard.For(r, reader, sheet))),
        Route.Change(
            (SaveSettingsHandler h, SaveSettings r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, saved, _) => Show(SettingsCard.Saved(saved)),
            (r, why) => Redirect(new ShowSettings(r.TimeZone, r.Locale, r.Reminders, why))),
    ];
}
