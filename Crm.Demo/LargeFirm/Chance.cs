namespace Crm.Demo.LargeFirm;

/// <summary>
/// Reproducible chance (SplitMix64): the same everywhere and in every version of .NET, a nanosecond a number. A row's numbers follow from
/// its table and its place alone, so that a row can be looked at twice without being kept.
/// </summary>
internal struct Chance(ulong seed)
{
    private ulong state = seed;

    private const ulong Seed = 0x20261122_C0FFEE11;

    public static Chance Of(Stream stream, long row) => new(Mix(((ulong)stream << 56) ^ (ulong)row ^ Seed));

    /// <summary>0 up to, but not including, 1.</summary>
    public double Real() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double probability) => Real() < probability;

    public int Below(int n) => (int)(Real() * n);

    /// <summary>Small numbers more often than large ones: the higher the power, the steeper.</summary>
    public int Skewed(int n, double power) => (int)(n * Math.Pow(Real(), power));

    public T Of<T>(T[] choices) => choices[Below(choices.Length)];

    public T FirstOnes<T>(T[] choices, double power) => choices[Skewed(choices.Length, power)];

    public double Normal() => Math.Sqrt(-2 * Math.Log(Math.Max(Real(), 1e-9))) * Math.Cos(2 * Math.PI * Real());

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>One sequence of numbers for each thing that is invented independently.</summary>
    public enum Stream : ulong
    {
        Id = 1,
        User,
        Company,
        CompanyText,
        Contact,
        ContactText,
        Deal,
        DealText,
        Activity,
        ActivityText,
        Address,
        Mailbox,
    }
}
