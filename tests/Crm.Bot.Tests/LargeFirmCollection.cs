namespace Crm.Bot.Tests;

/// <summary>Tests that make the large firm one after the other: its roles are the server's, whatever database it lies in.</summary>
[CollectionDefinition(Name)]
public sealed class LargeFirmCollection
{
    public const string Name = "large firm";
}
