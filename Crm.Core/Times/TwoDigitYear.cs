namespace Crm.Core.Times;

/// <summary>
/// A year of two digits is of the hundred years that end so many years after today's: in 2027, 47 is 2047 and 48 is 1948.
/// </summary>
public static class TwoDigitYear
{
    private const int YearsAhead = 20;

    public static int InFull(int lastTwo, DateOnly today)
    {
        var year = (today.Year / 100 * 100) + lastTwo;
        return year > today.Year + YearsAhead ? year - 100 : year <= today.Year + YearsAhead - 100 ? year + 100 : year;
    }
}
