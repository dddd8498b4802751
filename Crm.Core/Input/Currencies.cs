using System.Collections.Frozen;

namespace Crm.Core.Input;

/// <summary>The active codes of ISO 4217 (2026), funds and metals left out.</summary>
public static class Currencies
{
    public static readonly FrozenSet<string> All = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
        + "CUP CVE "
        + "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        + "JPY KES KGS "
        + "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
        + "NPR NZD OMR "
        + "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
        + "TOP TRY TTD "
        + "TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Offered first in forms; every other code can be typed.</summary>
    public static readonly IReadOnlyList<string> Common = [
        "USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "JPY", "INR"];

    /// <summary>A code as somebody typed it, in capitals.</summary>
    public static string? Read(InputReader check, string field, string? typed)
    {
        var code = check.Optional(field, typed?.ToUpperInvariant(), "The currency", 10);
        if (code is null || All.Contains(code))
        {
            return code;
        }

        check.Fail(field, NoSuchCode(typed));
        return null;
    }

    public static string NoSuchCode(string? typed) => $"“{typed}” isn't a currency code. Use a three-letter code such as EUR.";
}
