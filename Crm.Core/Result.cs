using System.Diagnostics.CodeAnalysis;

namespace Crm.Core;

/// <summary>What a use case answers: the value, or the refusal that a person will read. Bugs are exceptions, refusals are values.</summary>
public sealed class Result<T> : IOutcome
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    /// <summary>Sentences for the person about how what they typed was understood.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    public Result<T> Noting(IReadOnlyList<string> notes) =>
        notes.Count == 0 ? this : new Result<T>(value, Refusal) { Notes = [.. Notes, .. notes] };

    /// <exception cref="InvalidOperationException">The use case refused: ask <see cref="Refusal"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Message}");

    /// <summary>What comes of the value; a refusal stays one.</summary>
    public async Task<Result<TNext>> ThenAsync<TNext>(Func<T, Task<TNext>> next) => Refusal is { } refusal ? refusal : await next(Value);

    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Conversion is the only way in.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Conversion is the only way in.")]
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>What the use-case runner needs to know of any <see cref="Result{T}"/>: a refusal rolls the transaction back.</summary>
public interface IOutcome
{
    Refusal? Refusal { get; }
}
