using Npgsql;
using NpgsqlTypes;

namespace Crm.Demo.LargeFirm;

/// <summary>One table filled by binary COPY: its columns, and how many rows will come.</summary>
internal sealed record CopiedTable(string Name, string Columns, int Rows, Action<CopiedRow, int> Write)
{
    private const int Told = 20_000;

    /// <summary>
    /// FREEZE: the table was truncated in this transaction, so its rows need no vacuum before index-only scans may use them.
    /// </summary>
    public void Load(NpgsqlConnection connection, Action<int> progress, CancellationToken ct)
    {
        using var copy = connection.BeginBinaryImport($"copy {Name} ({Columns}) from stdin (format binary, freeze true)");
        copy.Timeout = TimeSpan.Zero;
        var row = new CopiedRow(copy);
        for (var i = 0; i < Rows; i++)
        {
            Write(row, i);
            if (i % Told == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(i);
            }
        }

        copy.Complete();
        progress(Rows);
    }
}

/// <summary>The next row of a COPY, column by column in the order of the column list.</summary>
internal sealed class CopiedRow(NpgsqlBinaryImporter copy)
{
    public CopiedRow Start()
    {
        copy.StartRow();
        return this;
    }

    public CopiedRow Text(string? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, NpgsqlDbType.Text);
        }

        return this;
    }

    public CopiedRow Id(Guid? value) => Value(value, NpgsqlDbType.Uuid);

    public CopiedRow Ids(Guid[]? values)
    {
        if (values is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        }

        return this;
    }

    public CopiedRow Moment(DateTime? value) => Value(value, NpgsqlDbType.TimestampTz);

    public CopiedRow Day(DateOnly? value) => Value(value, NpgsqlDbType.Date);

    public CopiedRow Number(decimal? value) => Value(value, NpgsqlDbType.Numeric);

    public CopiedRow Whole(int? value) => Value(value, NpgsqlDbType.Integer);

    public CopiedRow Real(double? value) => Value(value, NpgsqlDbType.Double);

    public CopiedRow Flag(bool value) => Value<bool>(value, NpgsqlDbType.Boolean);

    public CopiedRow Json(string value)
    {
        copy.Write(value, NpgsqlDbType.Jsonb);
        return this;
    }

    private CopiedRow Value<T>(T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } there)
        {
            copy.Write(there, type);
        }
        else
        {
            copy.WriteNull();
        }

        return this;
    }
}
