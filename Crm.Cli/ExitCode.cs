namespace Crm.Cli;

/// <summary>The contract's exit codes.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
}
