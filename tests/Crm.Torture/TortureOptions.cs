namespace Crm.Torture;

/// <param name="Seeds">How many scenarios, of the seeds <paramref name="First"/>, First + 1, …</param>
/// <param name="Workers">Processes that run jobs, beside one that takes notifications.</param>
/// <param name="Items">Mails and meetings that a scenario begins with or makes on its way.</param>
/// <param name="Seconds">How long the scenario plays while everything goes wrong.</param>
internal sealed record TortureOptions(int Seeds, int First, int Workers, int Items, double Seconds);
