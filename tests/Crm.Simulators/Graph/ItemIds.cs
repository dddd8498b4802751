using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Graph;

/// <summary>
/// Ids of Outlook's shape. They follow from what was delivered, so that a restart of the simulators finds the same ids again.
/// Default ids start with AAMk and change on a move, immutable ids start with AAkA and stay.
/// </summary>
public static class ItemIds
{
    public static string Immutable(string seed) => $"AAkALgAA{Hash(seed, 30)}AAA=";

    public static string Default(string immutableId, int moves) => $"AAMkAGI2{Hash($"{immutableId}#{moves}", 54)}AAA=";

    public static string Folder(string oid, string name) => $"AQMkAGI2{Hash($"{oid}/{name}", 24)}AA==";

    public static string Conversation(string oid, string topic) => $"AAQkAGI2{Hash($"{oid}/{topic}", 24)}A=";

    /// <summary>The same id with one letter in the other case: ids must be compared case-sensitively.</summary>
    public static string CaseTwin(string id)
    {
        var at = id.Length - 1;
        while (at > 8 && (!char.IsLetter(id[at]) || at > id.Length - 5))
        {
            at--;
        }

        var letter = char.IsUpper(id[at]) ? char.ToLowerInvariant(id[at]) : char.ToUpperInvariant(id[at]);
        return $"{id[..at]}{letter}{id[(at + 1)..]}";
    }

    public static bool IsWellFormed(string id) => id.Length > 8 && id.StartsWith("AA", StringComparison.Ordinal) && !id.Contains(' ');

    public static string ChangeKey(string immutableId, long version) => $"CQAAABYAAAC{Hash($"{immutableId}@{version}", 18)}";

    private static string Hash(string seed, int bytes)
    {
        var output = new byte[bytes];
        var digest = SHA512.HashData(Encoding.UTF8.GetBytes(seed));
        Array.Copy(digest, output, bytes);
        return Base64UrlEncoder.Encode(output);
    }
}
