using System.Text.RegularExpressions;
using Crm.Core.Exports;

namespace Crm.Core.Imports;

/// <summary>Reads one row after another: the column's form, then the use cases' own rules, then what fields mean together.</summary>
public sealed partial class RowReader
{
    private readonly ImportPlan plan;
    private readonly ImportSurroundings around;
    private readonly ColumnForm[] forms;
    private readonly int[] slots;
    private readonly RowMeaning meaning;
    private readonly Dictionary<string, Guid?> owners;
    private readonly Dictionary<string, object> custom = [];

    /// <param name="plan">The mapping.</param>
    /// <param name="forms">How each mapped column writes its values, in the plan's order.</param>
    /// <param name="around">Stages, people, custom fields.</param>
    public RowReader(ImportPlan plan, IReadOnlyList<ColumnForm> forms, ImportSurroundings around)
    {
        this.plan = plan;
        this.around = around;
        this.forms = [.. forms];
        slots = [.. plan.Columns.Select(c => IndexOf(plan.Entity, c.Field))];
        meaning = new RowMeaning(plan, around);
        owners = Owners(around.People);
    }

    /// <returns>The row, or null when <paramref name="faults"/> say why not.</returns>
    public ImportRow? Read(long line, IReadOnlyList<string> cells, List<RowFault> faults)
    {
        if (WrongWidth(cells) is { } ragged)
        {
            faults.Add(new RowFault(line, "", "", ragged));
            return null;
        }

        custom.Clear();
        var row = new ImportRow(plan.Entity.Fields.Count) { Line = line, OwnerId = around.Owner.Id };
        var check = new InputReader();
        PutAll(check, row, cells, phones: false);
        check.Country = meaning.PhoneCountry(row) ?? around.Owner.Tenant.Country;
        PutAll(check, row, cells, phones: true);
        meaning.Complete(check, row);
        row.Custom = custom.Count == 0 ? null : JsonSerializer.Serialize(custom, JsonSerializerOptions.Default);
        if (check.Refusal is not { } refusal)
        {
            return row;
        }

        faults.AddRange(refusal.Fields.Select(error => Fault(line, cells, error)));
        return null;
    }

    private void PutAll(InputReader check, ImportRow row, IReadOnlyList<string> cells, bool phones)
    {
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            if (plan.Columns[i].Field.IsPhone == phones && Cell(cells, plan.Columns[i].Index) is { Length: > 0 } text)
            {
                Put(check, row, i, text);
            }
        }
    }

    private string? WrongWidth(IReadOnlyList<string> cells)
    {
        if (cells.Count < plan.Width)
        {
            return $"The row has {cells.Count} cells, the header has {plan.Width}. A quote or a delimiter is missing.";
        }

        for (var i = plan.Width; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
            {
                return $"The row has {cells.Count} cells, the header has "
                    + $"{plan.Width}. A text that holds the delimiter must stand in quotes.";
            }
        }

        return null;
    }

    private void Put(InputReader check, ImportRow row, int at, string text)
    {
        var column = plan.Columns[at];
        var field = column.Field;
        if (field.Type is ImportType.Owner)
        {
            PutOwner(check, row, field, text);
            return;
        }

        if (SpreadsheetArtefact(field, text) is { } artefact)
        {
            check.Fail(field.Name, artefact);
            return;
        }

        if (Normal(check, field, forms[at], text) is not { } normal || field.Read(check, field.Name, normal) is not { } value)
        {
            return;
        }

        if (field.Custom is { } name)
        {
            custom[name] = value;
        }
        else
        {
            row.Values[slots[at]] = value;
            meaning.Seen(field, text, row);
        }
    }

    /// <summary>The value in the product's own form, as if it had been typed so into a form of the product.</summary>
    private static string? Normal(InputReader check, ImportField field, ColumnForm form, string text)
    {
        switch (field.Type)
        {
            case ImportType.Amount or ImportType.Whole or ImportType.Share:
                if (NumberText.TryRead(text, new NumberForm(form.DecimalMark, IsCertain: true), out var number))
                {
                    return Numbers.Written(form.Percent ? number.Value / 100 : number.Value);
                }

                check.Fail(
                    field.Name,
                    $"“{text}” is not a number as this column writes them ({(form.DecimalMark == '.' ? "1,234.56" : "1.234,56")}).");
                return null;
            case ImportType.Date:
                if (DayText.TryRead(text, form.DayFirst, form.Today, out var day))
                {
                    return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                }

                check.Fail(field.Name, DayText.IsSerial(text)
                    ? $"“{text}” is a spreadsheet's number for a day "
                    + $"({new DateOnly(1899, 12, 30).AddDays((int)decimal.Parse(text, CultureInfo.InvariantCulture)):yyyy-MM-dd}). "
                    + "Format the column as a date and export it again."
                    : $"“{text}” is not a date. It should look like 2027-03-31.");
                return null;
            default:
                return text;
        }
    }

    /// <summary>What a spreadsheet put in the place of a value: it cannot be brought back from it.</summary>
    private static string? SpreadsheetArtefact(ImportField field, string text) =>
        text.Length > 1 && text.All(c => c == '#')
        ? "The spreadsheet's column was too narrow and showed #### in place of the value. Widen it and export it again."
        : field.Type is ImportType.Text && Scientific().IsMatch(text)
        ? $"“{text}” was shortened by a spreadsheet. Format the column as text and export it again."
        : null;

    private void PutOwner(InputReader check, ImportRow row, ImportField field, string text)
    {
        if (!owners.TryGetValue(text.ToUpperInvariant(), out var owner))
        {
            check.Fail(
                field.Name,
                $"Nobody here is called “{text}”. Use the person's e-mail address, or leave the cell empty for {around.Owner.Name}.");
        }
        else if (owner is null)
        {
            check.Fail(field.Name, $"Several people here are called “{text}”. Use the person's e-mail address.");
        }
        else if (!around.Owner.ManagesEverybody && owner != around.Owner.Id)
        {
            check.Fail(
                field.Name,
                "Only a manager gives records to somebody else: import the file with a manager as --owner, or leave the cell empty for "
                + $"{around.Owner.Name}.");
        }
        else
        {
            row.OwnerId = owner.Value;
        }
    }

    private RowFault Fault(long line, IReadOnlyList<string> cells, FieldError error)
    {
        var column = plan.Columns.FirstOrDefault(c => c.Field.Name == error.Field);
        var value = column is null ? "" : Cell(cells, column.Index);
        return new RowFault(line, column?.Header ?? error.Field, value.Length > 200 ? value[..200] + "…" : value, error.Message);
    }

    private static string Cell(IReadOnlyList<string> cells, int at) => FormulaGuard.Undo(cells[at]).Trim();

    /// <summary>By address and by name; a name that two people bear means neither.</summary>
    private static Dictionary<string, Guid?> Owners(IReadOnlyList<ImportOwner> people)
    {
        var owners = people.Where(p => p.Name is not null).GroupBy(p => p.Name!.ToUpperInvariant())
            .ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First().Id : (Guid?)null);
        foreach (var person in people)
        {
            owners[person.Email.ToUpperInvariant()] = person.Id;
        }

        return owners;
    }

    private static int IndexOf(ImportEntity entity, ImportField field)
    {
        for (var i = 0; i < entity.Fields.Count; i++)
        {
            if (entity.Fields[i] == field)
            {
                return i;
            }
        }

        return -1; // a custom field
    }

    [GeneratedRegex(@"^[0-9][.,][0-9]+E\+[0-9]{1,3}$", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}
