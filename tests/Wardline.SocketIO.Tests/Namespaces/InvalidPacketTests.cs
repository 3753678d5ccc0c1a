namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class InvalidPacketTests
{
    [Theory]
    [Trait("Rule", "SIO-14")]
    [InlineData("4")]
    [InlineData("4abc")]
    [InlineData("47[]")]
    [InlineData("42")]
    [InlineData("42{}")]
    [InlineData("42[]")]
    [InlineData("42[\"a\"")]
    [InlineData("42[\"a\"]x")]
    [InlineData("42[{}]")]
    [InlineData("42[null]")]
    [InlineData("42[\"\\ud800\"]")]
    [InlineData("42abc[\"a\"]")]
    [InlineData("429999999999999999[\"a\"]")]
    [InlineData("42[\"connect\"]")]
    [InlineData("42[\"disconnecting\"]")]
    [InlineData("42/other,[\"a\"]")]
    [InlineData("41{}")]
    [InlineData("41/other")]
    [InlineData("43[]")]
    [InlineData("431{}")]
    [InlineData("44{\"message\":\"x\"}")]
    [InlineData("45[\"a\"]")]
    [InlineData("45-[\"a\"]")]
    [InlineData("451[\"a\"]")]
    [InlineData("450-[\"a\",{\"_placeholder\":true,\"num\":0}]")]
    [InlineData("40/custom,[]")]
    [InlineData("40/custom,{")]
    [InlineData("40/custom,1")]
    public async Task Invalid_packet_closes_the_connection_and_only_that(string packet)
    {
        await using var server = await TestServer.StartAsync(io =>
        {
            io.Namespace("/");
            io.Namespace("/custom");
        });
        await using var other = await WireSocket.ConnectAsync(server);
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync(packet);
        await socket.AssertClosedAsync(1008);
        Assert.StartsWith("43999", await other.RoundTripAsync(), StringComparison.Ordinal);
        await server.SocketsAsync(1);
    }

    [Fact]
    [Trait("Rule", "SIO-14")]
    public async Task Event_before_connect_closes()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.OpenAsync(server);
        await socket.SendAsync("""42["a"]""");
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-15")]
    public async Task Binary_frame_without_its_packet_closes()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendBinaryAsync(1);
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-15")]
    public async Task Text_packet_in_the_place_of_an_attachment_closes()
    {
        await using var server = await TestServer.StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-["a",{"_placeholder":true,"num":0}]""");
        await socket.SendAsync("""42["a"]""");
        await socket.AssertClosedAsync(1008);
    }

    [Fact]
    [Trait("Rule", "SIO-15")]
    public async Task Placeholder_without_an_attachment_closes()
    {
        await using var server = await TestServer.StartAsync(main => main.On("a", (_, _) => default));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-["a",{"x":[{"_placeholder":true,"num":1}]}]""");
        await socket.SendBinaryAsync(1);
        await socket.AssertClosedAsync(1008);
    }

    [Theory]
    [Trait("Rule", "SIO-16")]
    [InlineData(3, 10, false)]
    [InlineData(4, 10, true)]
    [InlineData(2, 600, true)]
    public async Task Attachments_are_bounded_in_number_and_bytes(int count, int size, bool closes)
    {
        await using var server = await TestServer.StartAsync(
            main => main.On("a", (_, _) => default),
            o =>
            {
                o.MaxAttachments = 3;
                o.MaxAttachmentBytes = 1000;
            });
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"45{count}-1[\"a\"]");
        for (int i = 0; i < (count > 3 ? 0 : count); i++)
        {
            await socket.SendBinaryAsync(new byte[size]);
        }
        if (closes)
        {
            await socket.AssertClosedAsync(1008);
        }
        else
        {
            Assert.Equal("431[]", await socket.ReadAsync());
        }
    }

    [Theory]
    [Trait("Rule", "SIO-16")]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task Json_depth_is_bounded(int depth, bool closes)
    {
        await using var server = await TestServer.StartAsync(main => main.On("a", (_, _) => default), o => o.MaxJsonDepth = 8);
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"421[\"a\",{new string('[', depth)}{new string(']', depth)}]");
        if (closes)
        {
            await socket.AssertClosedAsync(1008);
        }
        else
        {
            Assert.Equal("431[]", await socket.ReadAsync());
        }
    }

    [Fact]
    [Trait("Rule", "SIO-16")]
    public async Task Arguments_are_bounded()
    {
        await using var server = await TestServer.StartAsync(main => main.On("a", (_, _) => default));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"421[\"a\"{string.Concat(Enumerable.Repeat(",1", 31))}]");
        Assert.Equal("431[]", await socket.ReadAsync());
        await socket.SendAsync($"421[\"a\"{string.Concat(Enumerable.Repeat(",1", 32))}]");
        await socket.AssertClosedAsync(1008);
    }
}
