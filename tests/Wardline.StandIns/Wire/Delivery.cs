using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Wardline.StandIns.Wire;

/// <summary>Sends an answer, well or as the mode says. Throws <see cref="OperationCanceledException"/> to have the connection reset.</summary>
internal sealed class Delivery(StandIn standIn, HttpContext context, RecordedRequest request, CancellationToken cancellationToken)
{
    private const int BigPiece = 8 * 1024;
    private const int Million = 1_000_000;

    public Task SendAsync(AnswerShape answer, string text, HostileMode mode) => mode switch
    {
        HostileMode.None => SendAsync(answer.ContentType, Chunks(answer, text)),
        HostileMode.Hang => HangAsync(),
        HostileMode.HangMidway => MidwayAsync(answer, text, HangAsync),
        HostileMode.CutMidway => MidwayAsync(answer, text, CutAsync),
        HostileMode.ResetMidway => MidwayAsync(answer, text, () => throw new OperationCanceledException("reset")),
        HostileMode.EndMidway => MidwayAsync(answer, text, () => Task.CompletedTask),
        HostileMode.ErrorMidway => MidwayAsync(answer, text, () => WriteAsync(answer.Failure ?? [])),
        HostileMode.Garbage => SendAsync(answer.ContentType, [Noise()]),
        HostileMode.WebPage => SendAsync("text/html; charset=utf-8", ["<!doctype html><title>Welcome</title><h1>Please sign in</h1>"u8.ToArray()]),
        HostileMode.Nothing => SendAsync(answer.ContentType, []),
        HostileMode.TenMegabytes => SendAsync(answer.ContentType, Chunks(answer, Long(text), BigPiece)),
        HostileMode.Endless => SendAsync(answer.ContentType, answer.Head.Concat(Forever(() => answer.Piece(text.Length == 0 ? "word " : text)))),
        HostileMode.EndlessLine => SendAsync(answer.ContentType, Forever(() => Encoding.ASCII.GetBytes("data: " + new string('x', BigPiece)))),
        HostileMode.SlowDrip => SendAsync(answer.ContentType, Bytes(Chunks(answer, text)), standIn.DripEvery),
        HostileMode.OneByteAtATime => SendAsync(answer.ContentType, Bytes(Chunks(answer, text))),
        HostileMode.InvalidUtf8 => SendAsync(answer.ContentType, Broken(answer, text)),
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    private async Task MidwayAsync(AnswerShape answer, string text, Func<Task> then)
    {
        var half = text[..(text.Length / 2)];
        await SendAsync(answer.ContentType, answer.Head.Concat(Pieces.Of(half, standIn.PieceLength).Select(answer.Piece)));
        await then();
    }

    private async Task SendAsync(string contentType, IEnumerable<byte[]> chunks, TimeSpan pause = default)
    {
        context.Response.ContentType = contentType;
        foreach (var chunk in chunks)
        {
            if (request.BytesSent > standIn.MostBytes)
            {
                throw new OperationCanceledException("enough");
            }

            await WriteAsync(chunk);
            if (pause > TimeSpan.Zero || standIn.PieceEvery > TimeSpan.Zero)
            {
                await Task.Delay(pause > TimeSpan.Zero ? pause : standIn.PieceEvery, cancellationToken);
            }
        }
    }

    private async Task WriteAsync(byte[] bytes)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
        request.BytesSent += bytes.Length;
    }

    private Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    private async Task CutAsync()
    {
        request.LeaveFirst();
        // The client reads what was said and then the end. A reset at once could take the former from it.
        context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        await Task.WhenAny(HangAsync(), Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        context.Abort();
    }

    private IEnumerable<byte[]> Chunks(AnswerShape answer, string text, int? pieceLength = null) =>
        [.. answer.Head, .. Pieces.Of(text, pieceLength ?? standIn.PieceLength).Select(answer.Piece), .. answer.Tail];

    private IEnumerable<byte[]> Broken(AnswerShape answer, string text)
    {
        var pieces = Pieces.Of(text, standIn.PieceLength).Select(answer.Piece).ToList();
        return [.. answer.Head, .. pieces[..(pieces.Count / 2)], answer.BrokenPiece(), .. pieces[(pieces.Count / 2)..], .. answer.Tail];
    }

    private static IEnumerable<byte[]> Bytes(IEnumerable<byte[]> chunks) => chunks.SelectMany(chunk => chunk).Select(one => new[] { one });

    private static IEnumerable<byte[]> Forever(Func<byte[]> chunk)
    {
        while (true)
        {
            yield return chunk();
        }
    }

    private static string Long(string text)
    {
        var unit = text.Length == 0 ? "word " : text;
        return string.Concat(Enumerable.Repeat(unit, 10 * Million / unit.Length + 1))[..(10 * Million)];
    }

    private static byte[] Noise()
    {
        var noise = new byte[64 * 1024];
        new Random(20261121).NextBytes(noise);
        return noise;
    }
}
