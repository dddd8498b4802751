namespace Crm.Core;

public enum RefusalKind
{
    Invalid,
    NotFound,
    NotAllowed,
    Duplicate,
    Conflict,

    /// <summary>Somebody else's service does not answer: the same again in a moment.</summary>
    Unavailable,
}

/// <summary>One thing wrong at one place: <paramref name="Field"/> is the input's id in the card and the member's name in JSON.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>One field that two people changed: what this one typed, and how it stands now.</summary>
public sealed record FieldConflict(string Field, string? Yours, string? Theirs);

/// <summary>Why a use case did not do what it was asked, written for the person who will read it.</summary>
public sealed record Refusal(RefusalKind Kind, string Message, IReadOnlyList<FieldError> Fields)
{
    private const string AlikeField = "alike";
    private const string CompanyField = "company";

    public bool IsAlike => For(AlikeField) is not null;

    public bool IsUnknownCompany => For(CompanyField) is not null;

    /// <summary>For a conflict: both sides, field by field; and the version that a new try must name.</summary>
    public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];

    public int? CurrentVersion { get; init; }

    /// <summary>Beside an input that names a person.</summary>
    public const string NoSuchPerson = "This person is not there.";

    public static Refusal NotFound(string what) => new(RefusalKind.NotFound, NoSuch(what), []);

    /// <summary>"Not there" and "not yours" are one answer, so that nothing can be found out by asking.</summary>
    /// <param name="what">For people: "deal".</param>
    public static string NoSuch(string what) => $"This {what} is not there, or is not yours to see.";

    public static Refusal Unavailable(string message) => new(RefusalKind.Unavailable, message, []);

    public static Refusal NotAllowed(string message) => new(RefusalKind.NotAllowed, message, []);

    /// <param name="what">For people: "deal".</param>
    public static Refusal BelongsToSomebodyElse(string what) => NotAllowed($"You may not change this {what}: it belongs to somebody else.");

    /// <summary>For people who look at everything and change nothing (<see cref="Access.Role.Readonly"/>).</summary>
    public static Refusal ReadOnlyAccount() =>
        NotAllowed("Your account is read-only: you can look at everything and change nothing. An administrator can give you more rights.");

    /// <param name="what">For people: "the pipeline".</param>
    public static Refusal IsAnAdministratorsWork(string what) => NotAllowed($"Only an administrator changes {what}.");

    public static Refusal Invalid(params IReadOnlyList<FieldError> fields) =>
        new(RefusalKind.Invalid, fields.Count == 1 ? fields[0].Message : "Please look at the marked fields.", fields);

    /// <summary>A press whose card did not carry what it needs.</summary>
    public static Refusal UnreadableCard() =>
        Invalid(new FieldError("data", "This card's data could not be read. Please ask for it again."));

    public static Refusal Duplicate(string field, string message) => new(RefusalKind.Duplicate, message, [new FieldError(field, message)]);

    /// <summary>There may be such a record already: the person looks at it first, and then says whether it is to be made.</summary>
    public static Refusal Alike(string message) => Duplicate(AlikeField, message);

    /// <summary>The form names a company by a text that is none of those in the CRM for sure: the person says which it is.</summary>
    public static Refusal UnknownCompany(string message) => Duplicate(CompanyField, message);

    public static Refusal Conflict(string what) =>
        new(RefusalKind.Conflict, $"Somebody else changed this {what} meanwhile. Nothing was saved; here is how it stands now.", []);

    public string? For(string field) => Fields.FirstOrDefault(e => e.Field == field)?.Message;
}
