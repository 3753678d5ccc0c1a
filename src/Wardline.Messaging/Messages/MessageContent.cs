using System.Text;
using Wardline.Data.Outcomes;

namespace Wardline.Messaging.Messages;

/// <summary>What a message may say.</summary>
public static class MessageContent
{
    /// <summary>Largest content in UTF-8 bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public static Problem? Check(string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            return Problem.BadRequest("content_empty", "The message is empty.");
        }

        // Cheap bound first: no character takes more than three bytes of UTF-8 per UTF-16 unit.
        if (content.Length > MaxBytes || (content.Length * 3 > MaxBytes && Encoding.UTF8.GetByteCount(content) > MaxBytes))
        {
            return new Problem("content_too_large", $"A message holds at most {MaxBytes} bytes.", 413);
        }

        return IllFormed(content) ? Problem.BadRequest("content_ill_formed", "The message is not well-formed Unicode text.")
            : content.AsSpan().ContainsAnyInRange('\0', '\x1f') && HasControl(content) ? ControlCharacter
            : content.Contains('\x7f') ? ControlCharacter
            : null;
    }

    private static Problem ControlCharacter =>
        Problem.BadRequest("content_control_character", "The message holds a control character other than tab and line break.");

    private static bool HasControl(string content) => content.Any(c => c < ' ' && c is not ('\n' or '\r' or '\t'));

    private static bool IllFormed(string content)
    {
        for (var i = 0; i < content.Length; i++)
        {
            if (char.IsHighSurrogate(content[i]) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(content[i]))
            {
                return true;
            }
        }

        return false;
    }
}
