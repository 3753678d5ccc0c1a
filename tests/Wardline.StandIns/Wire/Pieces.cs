namespace Wardline.StandIns.Wire;

internal static class Pieces
{
    /// <summary>The text in pieces of about that many UTF-16 units; a pair of surrogates stays together.</summary>
    public static IEnumerable<string> Of(string text, int size)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + size, text.Length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }
}
