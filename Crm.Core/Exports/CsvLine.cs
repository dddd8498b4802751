using System.Text;

namespace Crm.Core.Exports;

/// <summary>
/// One line of a CSV file after RFC 4180: quotes around what holds the delimiter, a quote or a line break; quotes doubled.
/// </summary>
public static class CsvLine
{
    public static string Of(IEnumerable<string> cells, char delimiter)
    {
        var line = new StringBuilder();
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst)
            {
                line.Append(delimiter);
            }

            isFirst = false;
            if (cell.IndexOfAny([delimiter, '"', '\n', '\r']) < 0)
            {
                line.Append(cell);
            }
            else
            {
                line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
        }

        return line.ToString();
    }
}
