namespace Wardline.SocketIO.Tests.Clients;

public sealed class NodeClientTests(NodePackage package) : IClassFixture<NodePackage>
{
    [Theory]
    [Trait("Rule", "SIO-22")]
    [InlineData("connect")]
    [InlineData("acks")]
    [InlineData("binary")]
    [InlineData("rooms")]
    [InlineData("disconnect")]
    [InlineData("heartbeat")]
    [InlineData("oversize")]
    [InlineData("polling")]
    [InlineData("pollingBinary")]
    [InlineData("pollingDisconnect")]
    [InlineData("pollingHeartbeat")]
    [InlineData("upgrade")]
    [InlineData("acktimeouts")]
    [InlineData("flags")]
    [InlineData("base64")]
    [InlineData("retries")]
    public async Task Stock_JavaScript_client_passes(string scenario)
    {
        Assert.NotNull(package);
        await using var server = await ClientWard.StartAsync();
        await NodePackage.RunAsync(scenario, server.Url);
    }

    [Theory]
    [Trait("Rule", "SIO-22")]
    [InlineData("restart")]
    [InlineData("pollingRestart")]
    [InlineData("upgradeRestart")]
    public async Task Stock_JavaScript_client_comes_back_by_itself_after_a_restart(string scenario)
    {
        var server = await ClientWard.StartAsync();
        try
        {
            int port = server.Port;
            await NodePackage.RunAsync(scenario, server.Url, async line =>
            {
                if (line == "ready")
                {
                    await server.StopAsync();
                    await server.DisposeAsync();
                    server = await ClientWard.StartAsync(port);
                }
            });
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
