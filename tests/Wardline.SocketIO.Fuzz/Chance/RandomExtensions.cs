namespace Wardline.SocketIO.Fuzz.Chance;

internal static class RandomExtensions
{
    public static T Pick<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    public static bool OneIn(this Random random, int number) => random.Next(number) == 0;

    public static byte[] Bytes(this Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// The text with something put into it, anywhere.
    public static byte[] Insert(this Random random, byte[] text, byte[] piece)
    {
        int at = random.Next(text.Length + 1);
        return [.. text[..at], .. piece, .. text[at..]];
    }
}
