namespace Wardline.StandIns.Wire;

internal static class Tokens
{
    /// <summary>Four characters a token, as a rule of thumb; at least one.</summary>
    public static int About(string text) => Math.Max(1, text.Length / 4);
}
