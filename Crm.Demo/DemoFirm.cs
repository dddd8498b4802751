using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Input;

namespace Crm.Demo;

/// <summary>One sales person of the demo firm, as firm.json names them; the simulators know the same twelve.</summary>
public sealed record DemoPerson(
    Guid Oid, string TeamsId, string Name, string Mail, IReadOnlyList<string> Aliases, string Role, string TimeZone, string Locale);

/// <summary>The firm that `./crm up` shows: twelve sales people in one Entra tenant.</summary>
public sealed record DemoFirm(
    Guid TenantId, string Name, string Schema, string Domain, Guid BotAppId, Guid ApiClientId, IReadOnlyList<DemoPerson> Users)
{
    public static DemoFirm Read()
    {
        using var stream = typeof(DemoFirm).Assembly.GetManifestResourceStream("Crm.Demo.firm.json")!;
        return JsonSerializer.Deserialize<DemoFirm>(stream, JsonSerializerOptions.Web)!;
    }

    public static Role RoleOf(DemoPerson person) => UpperSnakeCase.Parse<Role>(person.Role);
}
