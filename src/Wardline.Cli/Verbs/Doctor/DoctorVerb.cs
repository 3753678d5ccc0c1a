using System.CommandLine;
using Wardline.Server.Startup;

namespace Wardline.Cli.Verbs.Doctor;

internal static class DoctorVerb
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var port = new Option<int>("--port") { Description = "The port to look at.", HelpName = "N", DefaultValueFactory = _ => UpOptions.DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
            {
                result.AddError("--port must be from 1 to 65535.");
            }
        });
        var verb = new Command("doctor", "Looks at what Wardline needs on this machine and says what to do.") { data, port };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            IReadOnlyList<Finding> findings =
            [
                await Checks.DotnetAsync(cancellationToken),
                await Checks.NodeAsync(cancellationToken),
                Checks.Postgres(SourceTree.Find(), Environment.GetEnvironmentVariable("ConnectionStrings__Wardline")),
                Checks.DataFolder(folder),
                Checks.Disk(folder),
                Checks.Port(parsed.GetValue(port)),
            ];
            await Console.Out.WriteLineAsync(Finding.Table(findings));
            return findings.Any(finding => finding.Health == Health.Bad) ? ExitCode.EnvironmentAtFault : ExitCode.Done;
        });
        return verb;
    }
}
