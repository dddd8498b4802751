namespace Crm.Cli.Up;

/// <summary>./crm up: everything a newcomer needs to see the product work.</summary>
public static class UpCommand
{
    public static Command Build()
    {
        var headless = new Option<bool>("--headless") { Description = "Open no browser; print the URLs only." };
        var reset = new Option<bool>("--reset") { Description = "Begin with an empty database." };
        var portBase = new Option<int?>("--port-base") { Description = "Use ports N to N+4 instead of the usual ones." };
        portBase.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var port) && port is < 1024 or > 65000)
            {
                result.AddError("--port-base takes a number from 1024 to 65000.");
            }
        });
        var mail = new Option<string?>("--mail") { Description = "Play this folder of .eml and .ics files through capture." };
        var senders = new Option<bool>("--import-senders")
            { Description = "With --mail: import everybody outside who wrote one of the mails as a contact first." };
        var without = new Option<string?>("--without")
            { Description = "Leave this host to your debugger: bot or outlook. Everything else runs and waits for it." };
        without.AcceptOnlyFromAmong(UpOptions.Bot, UpOptions.Outlook);
        var command =
            new Command("up", "Sets everything up on first run and starts it: database, simulators, both hosts, Playground, Outlook page.")
        {
            headless, reset, portBase, mail, senders, without,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var folder = parsed.GetValue(mail);
            if (folder is not null && !Directory.Exists(folder))
            {
                throw new CliException($"There is no folder '{folder}' to play mail from.");
            }

            if (folder is null && parsed.GetValue(senders))
            {
                throw new CliException("--import-senders says whose mails are played: say --mail as well.");
            }

            var options = new UpOptions(
                parsed.GetValue(headless), parsed.GetValue(reset), folder is null ? null : Path.GetFullPath(folder),
                Ports.From(parsed.GetValue(portBase)),
                parsed.GetValue(without), parsed.GetValue(senders));
            await new UpRun(Workspace.Find(), options).RunAsync(ct);
        });
        return command;
    }
}
