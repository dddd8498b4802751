namespace Crm.Core.Contacts;

/// <summary>What erasing a person would take, before anything is erased.</summary>
public sealed record ConfirmErasure(Guid Id) : ICardRequest
{
    public static string Verb => "contact.confirm-erasure";
}

public sealed class ConfirmErasureHandler(EraseContactHandler erase)
{
    public Task<Result<Erasure>> HandleAsync(ConfirmErasure ask, CancellationToken ct) => erase.RunAsync(ask.Id, really: false, ct);
}
