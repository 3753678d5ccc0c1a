using Wardline.Cli;
using Wardline.Cli.Verbs;

return await CommandLine.RunAsync(AllVerbs.Create(), args, Console.Error);
