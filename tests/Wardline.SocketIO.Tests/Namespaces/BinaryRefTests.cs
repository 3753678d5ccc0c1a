namespace Wardline.SocketIO.Tests.Namespaces;

public sealed class BinaryRefTests
{
    private static Task<TestServer> StartAsync() => TestServer.StartAsync(main => main
        .On("upload", TestJson.Default.Upload, (e, upload, _) => ValueTask.FromResult(JsonBody.Binary(e.Attachments[upload.Data.Index])))
        .On("file", (Upload upload, EventContext e) => e.TryGetBytes(upload.Data, out var bytes) ? bytes.Length : -1)
        .On("bytes", (byte[] bytes) => bytes.Length)
        .On("raw", (e, _) => ValueTask.FromResult(JsonBody.Encoded(e.Argument(0)))));

    [Theory]
    [Trait("Rule", "SIO-15")]
    [InlineData("""{"num":1,"_placeholder":true}""")]
    [InlineData("""{"num":-1,"_placeholder":true}""")]
    [InlineData("""{"_placeholder":true,"num":-1}""")]
    [InlineData("""{"_placeholder":true,"num":0.5}""")]
    [InlineData("""{"_placeholder":true,"num":"0"}""")]
    [InlineData("""{"_placeholder":true}""")]
    [InlineData("""{"_placeholder":true,"x":{"num":0}}""")]
    [InlineData("""{"num":0,"_placeholder":true,"num":1}""")]
    [InlineData("""{"_placeholder":true,"x":[1,{"_placeholder":true,"num":7}],"num":0}""")]
    [InlineData("""[[{"\u005fplaceholder":true,"n\u0075m":1}]]""")]
    public async Task Placeholder_of_a_binary_packet_without_its_attachment_closes_in_whatever_order_it_is_written(string placeholder)
    {
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"451-1[\"raw\",{placeholder}]");
        await socket.SendBinaryAsync(1);
        await socket.AssertClosedAsync(1008);
    }

    [Theory]
    [Trait("Rule", "SIO-12")]
    [InlineData("""{"_placeholder":true,"num":0}""")]
    [InlineData("""{"num":0,"_placeholder":true}""")]
    [InlineData("""{"\u005fplaceholder":true,"num":0}""")]
    [InlineData("""{"num":5,"_placeholder":false,"num":0,"_placeholder":true}""")]
    public async Task Placeholder_with_its_attachment_is_read_in_whatever_order_it_is_written(string placeholder)
    {
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync($"451-1[\"upload\",{{\"title\":\"ecg\",\"data\":{placeholder}}}]");
        await socket.SendBinaryAsync(4, 2);
        Assert.StartsWith("461-1[", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal([4, 2], await socket.ReadBinaryAsync());
        await socket.SendAsync($"451-2[\"file\",{{\"title\":\"ecg\",\"data\":{placeholder}}}]");
        await socket.SendBinaryAsync(4, 2);
        Assert.Equal("432[2]", await socket.ReadAsync());
    }

    [Theory]
    [Trait("Rule", "SIO-15")]
    [InlineData("""["upload",{"title":"ecg","data":{"_placeholder":true,"num":0}}]""")]
    [InlineData("""["upload",{"title":"ecg","data":{"num":0,"_placeholder":true}}]""")]
    [InlineData("""["upload",{"title":"ecg","data":{"num":-1,"\u005fplaceholder":true}}]""")]
    [InlineData("""["file",{"title":"ecg","data":{"_placeholder":true,"num":0}}]""")]
    [InlineData("""["bytes",{"_placeholder":true,"num":0}]""")]
    public async Task Text_event_that_claims_an_attachment_is_not_read(string packet)
    {
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("421" + packet);
        Assert.Contains("\"bad_request\"", await socket.ReadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    [Trait("Rule", "SIO-15")]
    public async Task Text_event_with_such_an_object_is_data_for_who_reads_it_as_such()
    {
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        await socket.SendAsync("""421["raw",{"_placeholder":true,"num":0}]""");
        Assert.Equal("""431[{"_placeholder":true,"num":0}]""", await socket.ReadAsync());
    }

    [Theory]
    [Trait("Rule", "SIO-21")]
    [InlineData("""421["raw",@]""", "431[@]")]
    [InlineData("""451-1["raw",@]""", "431[@]")]
    [InlineData("""421["bytes",@]""", "bad_request")]
    [InlineData("""451-1["bytes",@]""", "bad_request")]
    [InlineData("""451-1["file",{"title":"ecg","data":@}]""", "bad_request")]
    public async Task Name_with_half_of_a_surrogate_pair_is_another_name(string packet, string answer)
    {
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        foreach (string json in new[] { """{"\ud800":1}""", """{"\ud800laceholder":1}""", """{"_placeholde\ude00":true}""" })
        {
            await socket.SendAsync(packet.Replace("@", json, StringComparison.Ordinal));
            if (packet.StartsWith("45", StringComparison.Ordinal))
            {
                await socket.SendBinaryAsync(1);
            }
            Assert.Contains(answer.Replace("@", json, StringComparison.Ordinal), await socket.ReadAsync(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(server.Log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    [Trait("Rule", "SIO-19")]
    public async Task Answer_gives_the_bytes_of_its_attachments_and_of_nothing_else()
    {
        var limit = TimeSpan.FromSeconds(10);
        await using var server = await StartAsync();
        await using var socket = await WireSocket.ConnectAsync(server);
        var connection = (await server.SocketsAsync(1))[0];
        var first = connection.EmitWithAckAsync("ask", default, limit, TestContext.Current.CancellationToken);
        var second = connection.EmitWithAckAsync("ask", default, limit, TestContext.Current.CancellationToken);
        await socket.SendAsync("""461-0[{"title":"ecg","data":{"num":0,"_placeholder":true}}]""");
        await socket.SendBinaryAsync(3);
        await socket.SendAsync("""431[{"title":"ecg","data":{"_placeholder":true,"num":0}}]""");
        var reply = await first;
        Assert.True(reply.TryRead(0, TestJson.Default.Upload, out var upload));
        Assert.True(reply.TryGetBytes(upload.Data, out var bytes));
        Assert.Equal([3], bytes.ToArray());
        Assert.False(reply.TryGetBytes(new(1), out _));
        Assert.False(reply.TryGetBytes(new(-1), out _));
        var empty = await second;
        Assert.False(empty.TryRead(0, TestJson.Default.Upload, out _));
        Assert.False(empty.TryRead(0, out Upload? _));
        Assert.False(empty.TryGetBytes(upload.Data, out _));
    }
}
