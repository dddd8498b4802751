namespace Crm.Core.Fields;

/// <summary>What a declared field holds; decides its input, its column and how a file writes it.</summary>
public enum FieldType
{
    Text,

    /// <summary>Several lines; the column has no length of its own.</summary>
    LongText,
    Email,
    Phone,
    Amount,
    Whole,

    /// <summary>0 to 1, typed as percent.</summary>
    Share,
    Date,
    YesNo,
    Choice,

    /// <summary>ISO 4217.</summary>
    Currency,

    /// <summary>Another record, or a person.</summary>
    Link,
}
