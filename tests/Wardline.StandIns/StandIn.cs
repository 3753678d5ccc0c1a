using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wardline.StandIns.Wire;

namespace Wardline.StandIns;

/// <summary>
/// A model server of others, played by a Kestrel on a free loopback port: its published bodies around the words a test
/// gives it, a record of what it was asked, and bad manners on request.
/// </summary>
public abstract class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = [];
    private readonly ConcurrentQueue<Reply> _next = [];
    private Reply _standing = Reply.Says("");

    private protected StandIn()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            // SlowDrip and EndlessLine are slower or faster than a server would let itself be.
            kestrel.Limits.MinResponseDataRate = null;
        });
        // A write is done when the socket has it: a cut then comes after what was said, and an endless answer waits for its reader.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 1);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>E.g. <c>http://127.0.0.1:43210/</c>; a server's paths begin below it.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>All that arrived so far, refused or not, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>How chat requests are mistreated from now on.</summary>
    public HostileMode Hostile { get; set; }

    /// <summary>A key that clients must send; null takes any.</summary>
    public string? Key { get; set; }

    /// <summary>UTF-16 units of the words in each event of a stream.</summary>
    public int PieceLength { get; set; } = 7;

    /// <summary>The pause after each event of a stream; none unless set.</summary>
    public TimeSpan PieceEvery { get; set; }

    /// <summary>The pause after each byte in <see cref="HostileMode.SlowDrip"/>.</summary>
    public TimeSpan DripEvery { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>However it misbehaves: after this time it resets the connection.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>However it misbehaves: after so many bytes it resets the connection.</summary>
    public long MostBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>What chat requests are answered from now on.</summary>
    public void Answer(string text) => _standing = Reply.Says(text);

    /// <inheritdoc cref="Answer(string)"/>
    public void Answer(Func<RecordedRequest, string> text) => _standing = Reply.Says(text);

    /// <summary>Chat requests are refused from now on, in the server's own words.</summary>
    public void Refuse(int status, TimeSpan? retryAfter = null) => _standing = Reply.Refuses(status, retryAfter);

    /// <summary>One reply each for the chat requests that come next, before what was set for all.</summary>
    public void Next(params ReadOnlySpan<Reply> replies)
    {
        foreach (var reply in replies)
        {
            _next.Enqueue(reply);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stop.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private protected Task ListenAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    private protected abstract Task RouteAsync(Exchange exchange);

    /// <summary>Plays the reply that is due.</summary>
    private protected async Task ReplyAsync(Exchange exchange, Func<RecordedRequest, string, bool, AnswerShape> shape)
    {
        var reply = _next.TryDequeue(out var next) ? next : _standing.With(Hostile);
        if (reply.Status != StatusCodes.Status200OK)
        {
            await RefuseAsync(exchange, reply.Status, reply.RetryAfter);
            return;
        }

        var text = reply.Text(exchange.Request);
        var delivery = new Delivery(this, exchange.Context, exchange.Request, exchange.CancellationToken);
        await delivery.SendAsync(shape(exchange.Request, text, reply.Unfinished), text, reply.Mode);
    }

    private protected abstract JsonNode Refusal(int status);

    private protected async Task RefuseAsync(Exchange exchange, int status, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
        {
            exchange.Context.Response.Headers.RetryAfter = $"{(long)wait.TotalSeconds}";
        }

        await exchange.WriteAsync(Refusal(status), status);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await RecordedRequest.ReadAsync(context.Request, _stop.Token);
        _requests.Enqueue(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted);
        limit.CancelAfter(Patience);
        await using var own = _stop.Token.UnsafeRegister(_ => request.LeaveFirst(), null);
        await using var theirs = context.RequestAborted.UnsafeRegister(_ => request.NoteClientWentAway(), null);
        try
        {
            await RouteAsync(new Exchange(context, request, limit.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            request.LeaveFirst();
            context.Abort();
        }
        finally
        {
            request.LeaveFirst();
            request.NoteEnd();
        }
    }
}
