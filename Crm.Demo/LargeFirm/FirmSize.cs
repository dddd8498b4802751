using System.Security.Cryptography;
using System.Text;

namespace Crm.Demo.LargeFirm;

/// <summary>How large an invented firm is. The names are the specification's; any other size is for tests.</summary>
public sealed record FirmSize(string Name, int Companies, int Contacts, int Deals, int Activities)
{
    public const int Users = 50;

    public static readonly FirmSize S = new("S", 10_000, 50_000, 50_000, 200_000);
    public static readonly FirmSize M = new("M", 100_000, 500_000, 300_000, 2_000_000);
    public static readonly FirmSize L = new("L", 200_000, 1_000_000, 1_000_000, 10_000_000);

    /// <summary>A hundredth of S: a test's seconds are worth more than its rows.</summary>
    public static readonly FirmSize Tiny = new("tiny", 100, 500, 500, 2_000);

    public static IReadOnlyList<FirmSize> All => [S, M, L];

    /// <summary>A tenant of its own, so that the demo firm stays what it is.</summary>
    public string Schema => $"t_wideworld_{Name.ToLowerInvariant()}";

    public string FirmName => $"Wide World Importers {Name}";

    public Guid TenantId => new(SHA256.HashData(Encoding.UTF8.GetBytes(FirmName)).AsSpan(0, 16), bigEndian: true);
}
