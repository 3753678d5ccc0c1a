using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Wardline.Browser.Tests.Scribe;

/// <summary>Stands between a page and the server's socket, and holds back or rewrites what the server says of notes.</summary>
internal sealed class NoteTraffic
{
    private const string EventPrefix = "42";
    private readonly ConcurrentQueue<(IWebSocketRoute Page, string Frame)> _held = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private int _pass = int.MaxValue;

    /// <summary>The sentences that still come through; those after them wait, and so does the end.</summary>
    public int Pass
    {
        get => _pass;
        set => _pass = value;
    }

    /// <summary>Changes an event before the page hears it; null leaves it out.</summary>
    public Func<string, JsonObject, JsonObject?> Rewrite { get; set; } = (_, data) => data;

    /// <summary>The names of the events that the page sent.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<NoteTraffic> BetweenAsync(IPage page)
    {
        var traffic = new NoteTraffic();
        await page.RouteWebSocketAsync("**/api/socket/**", traffic.Route);
        return traffic;
    }

    /// <summary>Lets go of what was held.</summary>
    public void Release()
    {
        _pass = int.MaxValue;
        while (_held.TryDequeue(out var held))
        {
            held.Page.Send(held.Frame);
        }
    }

    private void Route(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        page.OnMessage(frame =>
        {
            if (frame.Text is { } text && text.StartsWith(EventPrefix, StringComparison.Ordinal))
            {
                _asked.Enqueue(text.Split('"')[1]);
            }

            Forward(server, frame);
        });
        server.OnMessage(frame => Say(page, frame));
    }

    private void Say(IWebSocketRoute page, IWebSocketFrame frame)
    {
        if (frame.Text is not { } text || !text.StartsWith($"{EventPrefix}[\"note_", StringComparison.Ordinal))
        {
            Forward(page, frame);
            return;
        }

        var said = JsonNode.Parse(text[EventPrefix.Length..])!.AsArray();
        var name = said[0]!.GetValue<string>();
        if (Rewrite(name, said[1]!.DeepClone().AsObject()) is not { } data)
        {
            return;
        }

        var rewritten = EventPrefix + new JsonArray(name, data).ToJsonString();
        var held = name == "note_done" ? _pass < int.MaxValue : name is "note_sentence" or "note_section" && _pass <= 0;
        if (name == "note_sentence" && _pass < int.MaxValue)
        {
            _pass--;
        }

        if (held)
        {
            _held.Enqueue((page, rewritten));
        }
        else
        {
            page.Send(rewritten);
        }
    }

    private static void Forward(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Text is { } text)
        {
            to.Send(text);
        }
        else if (frame.Binary is { } bytes)
        {
            to.Send(bytes);
        }
    }
}
