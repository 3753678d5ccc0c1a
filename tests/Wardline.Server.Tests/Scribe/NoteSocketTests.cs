using System.Text.Json;
using Wardline.Harness;
using static Wardline.Server.Tests.Scribe.ScribeScene;

namespace Wardline.Server.Tests.Scribe;

public sealed class NoteSocketTests(DemoPostgres postgres) : IAsyncLifetime
{
    private WardServer? _server;

    private WardServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(postgres);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Note_comes_to_the_socket_that_asked_and_its_news_to_the_persons_other_devices()
    {
        await using var desk = await ConnectAsync(Santos, "desk");
        await using var phone = await ConnectAsync(Santos, "phone");

        var ack = await desk.CallAsync("write_note", Command());

        Assert.True(ack.GetProperty("ok").GetBoolean(), ack.GetRawText());
        var id = ack.GetProperty("id").GetString();
        var done = await desk.HearAsync("note_done", body => body.GetProperty("id").GetString() == id);
        var turns = desk.All("note_turns").SelectMany(body => body.GetProperty("turns").EnumerateArray()).ToList();
        AssertSourced(done, JsonSerializer.SerializeToElement(turns));
        Assert.False(done.TryGetProperty("turns", out _));
        Assert.Equal("note_turns", desk.Heard.First(heard => heard.Name.StartsWith("note_", StringComparison.Ordinal)).Name);
        var news = await phone.HearAsync("change", body => body.GetProperty("kind").GetString() == "scribe_note");
        Assert.Equal(id, news.GetProperty("data").GetProperty("id").GetString());
        Assert.Empty(phone.All("note_done"));
    }

    [Fact]
    public async Task Sent_again_from_a_new_socket_the_same_note_is_told()
    {
        var command = Command(clientId: Guid.CreateVersion7());
        string? id;
        await using (var lost = await ConnectAsync(Santos, "desk"))
        {
            id = (await lost.CallAsync("write_note", command)).GetProperty("id").GetString();
            await lost.HearAsync("note_done", _ => true);
        }

        await using var back = await ConnectAsync(Santos, "desk");
        var again = await back.CallAsync("write_note", command);

        Assert.Equal(id, again.GetProperty("id").GetString());
        var done = await back.HearAsync("note_done", body => body.GetProperty("id").GetString() == id);
        Assert.Contains("chest pain", done.GetProperty("note").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refusals_have_the_codes_of_the_rest_of_the_contract()
    {
        await using var socket = await ConnectAsync(Santos, "desk");

        var empty = await socket.CallAsync("write_note", Command(" "));
        var unknown = await socket.CallAsync("write_note", Command(patientId: Guid.CreateVersion7()));
        var nothing = await socket.CallAsync("cancel", new { response_id = Guid.CreateVersion7() });

        Assert.Equal(["transcript_empty", "not_found", "not_found"], new[] { empty, unknown, nothing }.Select(ack => ack.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Long_transcript_of_a_socket_comes_back_in_pieces_it_can_take()
    {
        await using var socket = await ConnectAsync(Santos, "desk");
        var talk = string.Concat(Enumerable.Range(0, 2000).Select(i => $"[patient] on day {i} i had a headache for {i % 50} minutes and took ibuprofen 400 mg .\n"));

        var ack = await socket.CallAsync("write_note", Command(talk, prefer: "builtin"));

        Assert.True(ack.GetProperty("ok").GetBoolean());
        await socket.HearAsync("note_done", _ => true);
        Assert.Equal(2000, socket.All("note_turns").Sum(body => body.GetProperty("turns").GetArrayLength()));
        Assert.True(socket.All("note_turns").Count >= 3);
    }

    private async Task<ChatClient> ConnectAsync(string userName, string device) =>
        await ChatClient.ConnectAsync(Server.Url, new { token = await Server.TokenAsync(userName), device_id = device });
}
