using Microsoft.AspNetCore.Mvc;

namespace Wardline.SocketIO.Tests.Api;

public sealed class DelegateTests
{
    [Fact]
    public async Task Delegate_takes_payload_services_and_caller_in_any_order()
    {
        await using var server = await TestServer.StartAsync(main => main
            .On("who", (SocketConnection caller, Greeting greeting, ScopeProbe probe, CancellationToken ct) =>
                new Reply(caller.IsConnected && !probe.IsDisposed && !ct.IsCancellationRequested, greeting.Name)));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["who",{"name":"Ana"}]""");
        Assert.Equal("""431[{"ok":true,"text":"Ana"}]""", await socket.ReadAsync());
    }

    [Fact]
    public async Task Service_may_be_asked_for_by_attribute_and_be_absent_when_it_is_nullable()
    {
        await using var server = await TestServer.StartAsync(main => main
            .On("absent", ([FromServices] Greeting? greeting, string text) => $"{text} {greeting is null}"));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["absent","x"]""");
        Assert.Equal("""431["x True"]""", await socket.ReadAsync());
    }

    [Fact]
    public async Task List_of_payloads_is_an_argument_and_a_list_of_services_is_not()
    {
        await using var server = await TestServer.StartAsync(main => main
            .On("count", (IEnumerable<int> numbers, IEnumerable<ScopeProbe> probes) => (int[])[numbers.Count(), probes.Count()]));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["count",[1,2,3]]""");
        Assert.Equal("431[[3,1]]", await socket.ReadAsync());
    }

    [Fact]
    public async Task Source_generated_resolver_is_used_where_one_is_given()
    {
        await using var server = await TestServer.StartAsync(
            main => main.On("greet", (Greeting greeting, string name) => new Reply(true, $"{greeting.Times}{name}")),
            o => o.JsonSerializerOptions = TestJson.Default.Options);
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["greet",{"name":"Ana","times":4},"x"]""");
        Assert.Equal("""431[{"ok":true,"text":"4x"}]""", await socket.ReadAsync());
    }

    [Theory]
    [InlineData("{}", "bad_request")]
    [InlineData("""{"name":null}""", "bad_request")]
    [InlineData("""{"times":2}""", "bad_request")]
    [InlineData("""{"name":"Ana"}""", "[3]")]
    public async Task Payload_without_what_its_type_requires_is_not_read(string payload, string answer)
    {
        await using var server = await TestServer.StartAsync(main => main.On("length", (Greeting greeting) => greeting.Name.Length));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"421[\"length\",{payload}]");
        Assert.Contains(answer, await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Event_context_reads_by_the_same_options()
    {
        await using var server = await TestServer.StartAsync(main => main.On("read", (e, _) =>
            ValueTask.FromResult(e.Socket.Namespace.Body(
                e.TryRead(0, out Greeting? greeting) ? greeting.Name : "none",
                e.TryRead(1, out byte[]? bytes) ? bytes.Length : -1,
                e.TryRead(2, out int _)))));
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""451-1["read",{"name":"Ana"},{"_placeholder":true,"num":0}]""");
        await socket.SendBinaryAsync(1, 2, 3);
        Assert.Equal("""431["Ana",3,false]""", await socket.ReadAsync());
    }
}
