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
    public async Task Stock_JavaScript_client_passes(string scenario)
    {
        Assert.NotNull(package);
        await using var server = await ClientWard.StartAsync();
        await NodePackage.RunAsync(scenario, server.Url);
    }

    [Fact]
    [Trait("Rule", "SIO-22")]
    public async Task Stock_JavaScript_client_comes_back_by_itself_after_a_restart()
    {
        var server = await ClientWard.StartAsync();
        try
        {
            int port = server.Port;
            await NodePackage.RunAsync("restart", server.Url, async line =>
            {
                if (line == "ready")
                {
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
