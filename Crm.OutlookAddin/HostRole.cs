namespace Crm.OutlookAddin;

/// <summary>Host:Role, what this process of the add-in's host does: several of them share the work of one CRM.</summary>
public enum HostRole
{
    /// <summary>Everything, in one process.</summary>
    All,

    /// <summary>People and Graph come in here; jobs are asked for and run elsewhere.</summary>
    Door,

    /// <summary>Runs jobs; nobody comes in but whoever asks for its health.</summary>
    Worker,
}

internal static class HostRoles
{
    private const string Key = "Host:Role";

    /// <exception cref="InvalidOperationException">No role has the name, or a worker is to run no jobs.</exception>
    public static HostRole Role(this IConfiguration configuration)
    {
        var role = configuration[Key] is not { Length: > 0 } named ? HostRole.All
            : Enum.TryParse<HostRole>(named, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
            : throw new InvalidOperationException($"{Key} is All, Door or Worker; '{named}' is none of them.");
        return role is HostRole.Worker && (configuration["Jobs:Workers"] == "0" || !Capture.CaptureSetup.RunsCapture(configuration))
            ? throw new InvalidOperationException(
                $"{Key} is Worker, and Jobs:Workers=0 or Capture:Mode=off leaves it no jobs: this host would do nothing.")
            : role;
    }
}
