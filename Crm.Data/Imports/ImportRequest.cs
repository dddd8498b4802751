using System.Text;
using Crm.Core.Imports;

namespace Crm.Data.Imports;

/// <summary>What is asked of an import.</summary>
/// <param name="Path">The file.</param>
/// <param name="Entity">What it makes.</param>
/// <param name="Owner">
/// Owns what the file gives to nobody else; the import has this person's rights, or a manager's where the file names owners.
/// </param>
public sealed record ImportRequest(string Path, ImportEntity Entity, CurrentUser Owner)
{
    /// <summary>Header to field; an empty field leaves the column out.</summary>
    public IReadOnlyList<(string Header, string Field)> Map { get; init; } = [];

    /// <summary>Null recognises the export of another CRM by its headers.</summary>
    public string? Preset { get; init; }

    public FormsSaid Forms { get; init; } = new();

    /// <summary>What the file is written in (<see cref="TextEncoding.Named"/>); null finds it.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Where the external ids come from, for files that no preset knows.</summary>
    public string? Source { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Imports the good rows where some are bad. Without it one bad row keeps the whole file out.</summary>
    public bool SkipInvalid { get; init; }

    /// <summary>Where bad rows go.</summary>
    public required string ErrorFile { get; init; }
}

/// <summary>One row of the preview.</summary>
public sealed record PreviewRow(long Line, string Title, string Detail, string Company, string State);

/// <summary>What an import would do, or did.</summary>
/// <param name="Rows">Rows that were understood.</param>
/// <param name="Faulty">Rows that were not; they stand in the error file.</param>
/// <param name="Companies">Companies that contacts or deals name and that are made for them.</param>
/// <param name="LeftAlone">Rows that mean somebody else's record.</param>
public sealed record ImportCounts(long Rows, long New, long Changed, long LeftAlone, long Companies, long Faulty)
{
    public long Unchanged => Rows - New - Changed - LeftAlone;
}

/// <summary>How it ended. Nothing is saved unless <paramref name="Saved"/>.</summary>
public sealed record ImportOutcome(ImportCounts Counts, bool Saved, string? ErrorFile);

/// <summary>Who watches: told the mapping, the preview and the progress.</summary>
public interface IImportWatcher
{
    void Planned(ImportPlan plan, CsvFile file);

    /// <summary>How a column was read where it could have been read otherwise.</summary>
    void Noticed(string notice);

    void Previewed(ImportCounts counts, IReadOnlyList<PreviewRow> rows, bool proceeds);

    /// <param name="step">What is being done.</param>
    /// <param name="done">Of <paramref name="total"/>.</param>
    /// <param name="total">The whole.</param>
    /// <param name="rows">Rows so far.</param>
    void Progress(string step, long done, long total, long rows);
}
