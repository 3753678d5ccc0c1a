using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using SocketIOClient;
using SocketIOClient.Transport;
using ClientOptions = SocketIOClient.SocketIOOptions;

namespace Wardline.SocketIO.Tests.Api;

/// samples/SocketIO.Chat as a program of its own, and people who chat.
public sealed class ChatSampleTests(ChatSample sample) : IClassFixture<ChatSample>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private async Task<SocketIOClient.SocketIO> EnterAsync(string ns, string? name, string? code = null)
    {
        string token = "none";
        if (name is not null)
        {
            using var http = new HttpClient();
            using var response = await http.PostAsJsonAsync($"{sample.Url}/sign-in", new { name, code });
            token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        }
        var client = new SocketIOClient.SocketIO(sample.Url + ns, new ClientOptions
        {
            Transport = TransportProtocol.WebSocket,
            AutoUpgrade = false,
            Reconnection = false,
            Auth = new Dictionary<string, string> { ["token"] = token },
        });
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OnConnected += (_, _) => entered.TrySetResult();
        client.OnError += (_, error) => entered.TrySetException(new UnauthorizedAccessException(error));
        await client.ConnectAsync().WaitAsync(s_limit);
        await entered.Task.WaitAsync(s_limit);
        return client;
    }

    private static async Task<JsonElement> AskAsync(SocketIOClient.SocketIO client, string name, params object[] data)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.EmitAsync(name, response => answer.TrySetResult(response.GetValue<JsonElement>()), data);
        return await answer.Task.WaitAsync(s_limit);
    }

    private static Task<SocketIOResponse> Next(SocketIOClient.SocketIO client, string name)
    {
        var heard = new TaskCompletionSource<SocketIOResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.On(name, response => heard.TrySetResult(response));
        return heard.Task.WaitAsync(s_limit);
    }

    [Fact]
    public async Task People_in_a_room_hear_each_other()
    {
        using var ana = await EnterAsync("/chat", "Ana");
        using var ben = await EnterAsync("/chat", "Ben");
        Assert.Equal("not_in_room", (await AskAsync(ana, "post", new { room = "tea", text = "?" })).GetProperty("code").GetString());
        Assert.Equal("""["Ana"]""", (await AskAsync(ana, "join", "tea")).GetRawText());
        Assert.Equal("""["Ana","Ben"]""", (await AskAsync(ben, "join", "tea")).GetRawText());
        var message = Next(ben, "message");
        var typing = Next(ben, "typing");
        await ana.EmitAsync("typing", "tea");
        var posted = await AskAsync(ana, "post", new { room = "tea", text = "hello" });
        Assert.Equal("Ana", posted.GetProperty("from").GetString());
        Assert.Equal("hello", (await message).GetValue<JsonElement>().GetProperty("text").GetString());
        Assert.Equal("Ana", (await typing).GetValue<string>(1));
    }

    [Fact]
    public async Task Post_without_a_text_is_a_bad_request_and_nobody_joins_the_room_of_another_socket()
    {
        using var ana = await EnterAsync("/chat", "Ana");
        using var eve = await EnterAsync("/chat", "Eve");
        await AskAsync(eve, "join", "lobby");
        Assert.Equal("bad_request", (await AskAsync(eve, "post", new { room = "lobby" })).GetProperty("code").GetString());
        Assert.Equal("""["Eve"]""", (await AskAsync(eve, "join", ana.Id)).GetRawText());
    }

    [Fact]
    public async Task Moderators_reach_everyone_and_nobody_else_gets_in()
    {
        var refused = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => EnterAsync("/chat", name: null));
        Assert.Contains("Unauthorized", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => EnterAsync("/moderation", "Eve", "a guess"));

        using var cleo = await EnterAsync("/chat", "Cleo");
        using var moderator = await EnterAsync("/moderation", "Mod", "let me in");
        cleo.On("are_you_there", question => _ = question.CallbackAsync(true));
        Assert.Contains("Cleo", (await AskAsync(moderator, "roll_call")).EnumerateArray().Select(name => name.GetString()));
        var announcement = Next(cleo, "announcement");
        Assert.True((await AskAsync(moderator, "announce", "closing soon")).GetInt32() >= 1);
        Assert.Equal("closing soon", (await announcement).GetValue<string>());
        var gone = new TaskCompletionSource<string>();
        cleo.OnDisconnected += (_, reason) => gone.TrySetResult(reason);
        Assert.Equal(1, (await AskAsync(moderator, "remove", "Cleo")).GetInt32());
        await gone.Task.WaitAsync(s_limit);
    }

    [Fact]
    public async Task Page_is_served()
    {
        using var http = new HttpClient();
        Assert.Contains("chat.js", await http.GetStringAsync(new Uri(sample.Url)), StringComparison.Ordinal);
        Assert.Contains("\"online\"", await http.GetStringAsync(new Uri($"{sample.Url}/online")), StringComparison.Ordinal);
    }
}

public sealed class ChatSample : IAsyncLifetime
{
    private static readonly string s_root = typeof(ChatSample).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    private Process? _process;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Built beside this program, under the same configuration.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string program = Path.Combine(here.Parent!.Parent!.FullName, "SocketIO.Chat", here.Name, "SocketIO.Chat.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Path.Combine(s_root, "samples", "SocketIO.Chat"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        const string Listening = "Now listening on: ";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                Url = line[(at + Listening.Length)..].Trim();
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        Assert.Fail("The sample did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
