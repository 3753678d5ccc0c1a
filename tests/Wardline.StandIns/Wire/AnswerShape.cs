using System.Text;

namespace Wardline.StandIns.Wire;

/// <summary>The bytes of an answer: those before its words, each piece of its words, those after.</summary>
/// <param name="Head">One chunk each.</param>
/// <param name="Piece">How a piece of the words is written.</param>
/// <param name="Tail">One chunk each.</param>
/// <param name="Failure">The event of a failure in mid-answer; null where the shape has none.</param>
internal sealed record AnswerShape(
    string ContentType, IReadOnlyList<byte[]> Head, Func<string, byte[]> Piece, IReadOnlyList<byte[]> Tail, byte[]? Failure)
{
    private const string Mark = "@@";
    private static readonly byte[] s_noUtf8 = [0xC3, 0x28, 0xFF];

    /// <summary>A piece of the words with bytes in it that are no UTF-8.</summary>
    public byte[] BrokenPiece()
    {
        var bytes = Piece(Mark);
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mark));
        return [.. bytes[..at], .. s_noUtf8, .. bytes[(at + Mark.Length)..]];
    }

    /// <summary>An answer that is one JSON document, taken apart where its words stand.</summary>
    /// <param name="write">The document with these words in it.</param>
    public static AnswerShape Whole(Func<string, byte[]> write)
    {
        var shape = write(Mark);
        var at = shape.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mark));
        return new AnswerShape("application/json; charset=utf-8",
            [shape[..at]], piece => write(piece)[at..^(shape.Length - at - Mark.Length)], [shape[(at + Mark.Length)..]], Failure: null);
    }
}
