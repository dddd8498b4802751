using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Data;

/// <summary>
/// Tells whoever started a host in a debugger what it lacks, at once and in words: the first message or mail would only tell it as an
/// exception. The host runs on and says when the database is there.
/// </summary>
internal sealed partial class DevelopmentDatabase(NpgsqlDataSource database, TimeProvider clock, ILogger<DevelopmentDatabase> log)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var patience = new PeriodicTimer(Again, clock);
        try
        {
            string? told = null;
            while (await WhatIsMissingAsync(stoppingToken) is { } missing)
            {
                if (missing != told)
                {
                    Missing(database.ConnectionString, told = missing);
                }

                await patience.WaitForNextTickAsync(stoppingToken);
            }

            if (told is not null)
            {
                Ready(database.ConnectionString);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops before the database has answered.
        }
    }

    private async Task<string?> WhatIsMissingAsync(CancellationToken ct)
    {
        try
        {
            await using var command = database.CreateCommand("select count(*) from crm_control.tenants");
            return (long)(await command.ExecuteScalarAsync(ct))! > 0 ? null
                : "It has no tenant, and nobody will be let in. './crm db seed' makes the demo firm.";
        }
        catch (PostgresException)
        {
            return "It is not migrated, or this role may not read it. './crm db migrate' and './crm db seed' make it ready.";
        }
        catch (NpgsqlException)
        {
            return "Nothing answers there. Run './crm up --without bot' beside the bot, './crm up --without outlook' beside the add-in, "
                + "or set ConnectionStrings__Crm.";
        }
    }

    [LoggerMessage(LogLevel.Error, "The database is missing: {Database}. {Why}")]
    private partial void Missing(string database, string why);

    [LoggerMessage(LogLevel.Information, "The database is there: {Database}")]
    private partial void Ready(string database);
}
