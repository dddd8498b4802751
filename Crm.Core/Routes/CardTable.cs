using System.Collections.Frozen;
using Crm.Core.Routing;

namespace Crm.Core.Routes;

/// <summary>Verb, use case, card: one entry each, in a file for each room.</summary>
public sealed partial class CardRoutes
{
    public static readonly FrozenDictionary<string, Route> Table = new[]
    {
        GeneralRoutes.All,
        CompanyRoutes.All,
        ContactRoutes.All,
        DealRoutes.All,
        ActivityRoutes.All,
        RecordRoutes.All,
        ListRoutes.All,
        ReportRoutes.All,
        AdministrationRoutes.All,
        CaptureRoutes.All,
        MatchQuestionRoutes.All,
        SearchRoutes.All,
        ChatCommandRoutes.All,
    }.SelectMany(routes => routes).ToFrozenDictionary(r => r.Verb, StringComparer.Ordinal);
}
