@dotnet run --project "%~dp0Crm.Cli" -- %*
