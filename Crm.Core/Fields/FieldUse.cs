namespace Crm.Core.Fields;

/// <summary>The doors through which a declared field is reached.</summary>
[Flags]
public enum FieldUse
{
    None = 0,

    /// <summary>A new record's request may say it.</summary>
    Created = 1,

    /// <summary>It is changed by itself, in the edit form and by PATCH.</summary>
    Edited = 2,

    /// <summary>The card reads it beside what lists read.</summary>
    Shown = 4,

    Filtered = 8,

    /// <summary>A merge fills it where the kept record has nothing, and its undo takes it back.</summary>
    Merged = 16,

    Imported = 32,

    Exported = 64,

    /// <summary>Both ways of a file; what goes out comes in again.</summary>
    InFiles = Imported | Exported,
}
