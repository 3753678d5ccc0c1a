using Wardline.Server.Startup;

return await UpCommand.CreateRoot().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
