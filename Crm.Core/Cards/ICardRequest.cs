namespace Crm.Core.Cards;

/// <summary>What a button asks for: a use case's own record. A button's data and the inputs' ids are its members.</summary>
public interface ICardRequest
{
    /// <summary>Names it on the wire (Action.Execute's "verb"), once in the product.</summary>
    static abstract string Verb { get; }
}
