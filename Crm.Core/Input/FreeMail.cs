using System.Collections.Frozen;

namespace Crm.Core.Input;

/// <summary>Providers where anybody has a mailbox: their domains stand for no company.</summary>
public static class FreeMail
{
    /// <summary>Names that one provider registered in every country: yahoo.co.jp, gmx.at, live.nl.</summary>
    private static readonly FrozenSet<string> Families = new[]
        { "yahoo", "ymail", "rocketmail", "hotmail", "live", "outlook", "msn", "gmail", "googlemail", "gmx", "aol", "yandex", "icloud" }
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What the kept lists do not have.</summary>
    private static readonly string[] Further = ["gmx.ch", "bluewin.ch", "posteo.de", "tuta.com", "tutanota.com", "tutanota.de", "duck.com",
        "proton.me", "pm.me", "hey.com", "icloud.com", "mailbox.org"];

    private static readonly Lazy<FrozenSet<string>> Listed =
        new(() => DomainList.Read("free-mail-domains.txt").Concat(Further).ToFrozenSet(StringComparer.Ordinal));

    /// <param name="domain">In normal form (<see cref="DomainName.Normal"/>).</param>
    public static bool Include(string domain) => DomainName.UpToRegistered(domain) is [.., var registered] chain
        && (chain.Any(Listed.Value.Contains) || IsFamily(registered));

    /// <summary>The family's name under the suffix of a country, or under com: live.nl, not live.example.</summary>
    private static bool IsFamily(string registered)
    {
        var dot = registered.IndexOf('.', StringComparison.Ordinal);
        var suffix = registered[(dot + 1)..];
        return Families.Contains(registered[..dot]) && (suffix.Split('.')[^1].Length == 2 || suffix is "com" or "net");
    }
}
