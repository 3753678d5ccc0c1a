using System.CommandLine;
using Wardline.Server.Conformance;

namespace Wardline.Server.Startup;

/// <summary>The verb <c>up</c>; also what the server program itself runs.</summary>
public static class UpCommand
{
    public static Command Create() => Fill(new Command("up", "Starts Wardline: the database, the server and, unless told otherwise, a demo ward."));

    public static RootCommand CreateRoot() => (RootCommand)Fill(new RootCommand("Starts Wardline."));

    private static Command Fill(Command command)
    {
        var port = new Option<int>("--port") { Description = "Port on this machine.", HelpName = "N", DefaultValueFactory = _ => UpOptions.DefaultPort };
        var data = new Option<string>("--data") { Description = "The data folder.", HelpName = "DIR", DefaultValueFactory = _ => SourceTree.DefaultData };
        var noDemo = new Option<bool>("--no-demo") { Description = "A real installation: no demo accounts; the first start prints a setup link." };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on instead, separated by semicolons.", HelpName = "URLS" };
        var tls = new Option<bool>("--tls") { Description = "Serves HTTPS with the certificate made by 'wardline certs init'." };
        var testServer = new Option<bool>("--socketio-test-server")
        {
            Description = $"Instead of Wardline, serves what the Socket.IO and Engine.IO test suites expect: this machine only, no data, port {SocketIOTestServer.DefaultPort} unless --port says otherwise.",
        };
        command.Add(port);
        command.Add(data);
        command.Add(noDemo);
        command.Add(urls);
        command.Add(tls);
        command.Add(testServer);
        command.SetAction((parsed, ct) => parsed.GetValue(testServer)
            ? TestServerUp.RunAsync(parsed.GetResult(port) is { Implicit: false } ? parsed.GetValue(port) : SocketIOTestServer.DefaultPort, Console.Out, Console.Error, ct)
            : new Up(Console.Out, Console.Error, TimeProvider.System).RunAsync(
            new UpOptions
            {
                Port = parsed.GetValue(port),
                Data = parsed.GetRequiredValue(data),
                Demo = !parsed.GetValue(noDemo),
                Urls = parsed.GetValue(urls),
                Tls = parsed.GetValue(tls),
            },
            ct));
        return command;
    }
}
