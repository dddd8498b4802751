@dotnet run --no-launch-profile --project "%~dp0Crm.Cli" -- %*
