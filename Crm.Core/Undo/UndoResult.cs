namespace Crm.Core.Undo;

/// <summary>How a record stands once a press is taken back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestoredState>))]
public enum RestoredState
{
    /// <summary>With the values from before the press.</summary>
    AsBefore,

    /// <summary>The press deleted it: it is back.</summary>
    Restored,

    /// <summary>The press restored it: it is deleted, as it was.</summary>
    Deleted,

    /// <summary>The press made it: it is deleted, as if it had not been made.</summary>
    Unmade,
}

/// <summary>What taking a press back means for the first record that it changed.</summary>
/// <param name="Fields">The fields that get their former values, in words.</param>
/// <param name="Others">How many further records go back with it.</param>
public sealed record UndoneRecord(RecordKind Kind, Guid Id, string Name, IReadOnlyList<string> Fields, RestoredState Stands, int Others);

/// <summary>What came of "undo".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(TakenBack), "taken-back")]
[JsonDerivedType(typeof(AskFirst), "ask-first")]
public abstract record UndoResult(UndoneRecord What)
{
    public sealed record TakenBack(UndoneRecord What) : UndoResult(What);

    /// <summary>Nothing was done yet: the press is not of this moment, or a record would vanish that the person restored.</summary>
    /// <param name="Press">Names the press in the answer to the question.</param>
    /// <param name="MadeAt">When it was pressed.</param>
    /// <param name="Now">When it was asked.</param>
    public sealed record AskFirst(UndoneRecord What, string Press, DateTimeOffset MadeAt, DateTimeOffset Now) : UndoResult(What);
}
