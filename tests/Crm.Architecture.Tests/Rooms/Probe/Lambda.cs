namespace Crm.Architecture.Tests.Rooms.Probe;

/// <summary>Knows another room inside a lambda of an async method alone, where the compiler makes classes of its own.</summary>
internal static class Lambda
{
    public static async Task<int> RunAsync()
    {
        await Task.Yield();
        Func<int, int> known = n => Floors.All.Count + n;
        return known(1);
    }
}
