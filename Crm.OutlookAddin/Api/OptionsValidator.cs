namespace Crm.OutlookAddin.Api;

/// <summary>Refuses to start with options that are at fault, and says all that is wrong with them at once.</summary>
internal abstract class OptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <returns>Sentences, each with the key to set.</returns>
    protected abstract IEnumerable<string> Faults(TOptions options);
}
