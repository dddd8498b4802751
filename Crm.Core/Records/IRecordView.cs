namespace Crm.Core.Records;

/// <summary>A record as everybody reads it.</summary>
public interface IRecordView
{
    Guid Id { get; }

    /// <summary>What a later change names as the version that was seen.</summary>
    int Version { get; }
}

/// <summary>Asks for one record's card.</summary>
public interface IShowRecord
{
    Guid Id { get; }

    /// <summary>See <see cref="ShowRecord"/>.</summary>
    int? Since { get; }
}
