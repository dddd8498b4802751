using Crm.Simulators;

await SimulatorHost.Build(args).RunAsync();
