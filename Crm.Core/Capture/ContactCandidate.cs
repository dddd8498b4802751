using Crm.Core.Matching;

namespace Crm.Core.Capture;

/// <summary>Somebody on a mail who becomes a contact when it is saved.</summary>
/// <param name="Id">Stands in <paramref name="Match"/> for the contact that is made then, or that another page made meanwhile.</param>
/// <param name="IsAuthor">They wrote the mail, and may have signed it.</param>
/// <param name="CompanyId">Whose domain their address has; null where no company is certain.</param>
/// <param name="Match">What the mail is about with them as a contact.</param>
public sealed record ContactCandidate(Guid Id, Participant Person, bool IsAuthor, Guid? CompanyId, ItemMatch Match);
