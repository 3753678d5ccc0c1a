namespace Wardline.Server.Conformance;

/// <summary>Runs the conformance server until it is told to stop.</summary>
internal static class TestServerUp
{
    private const int EnvironmentAtFault = 2;

    public static async Task<int> RunAsync(int port, TextWriter output, TextWriter progress, CancellationToken ct)
    {
        try
        {
            await using var app = SocketIOTestServer.Create(port);
            await app.StartAsync(ct);
            await output.WriteLineAsync($"The Socket.IO test server is ready: {app.Urls.First()}/engine.io/ and {app.Urls.First()}/socket.io/. Ctrl-C stops.");
            await output.FlushAsync(ct);
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await progress.WriteLineAsync($"wardline up: {error.Message} Choose another port with --port. [port_in_use]");
            return EnvironmentAtFault;
        }
    }
}
