namespace Wardline.Data.Outcomes;

/// <summary>An expected refusal: a stable code, words for a person, and whether trying again can help.</summary>
/// <param name="Code">Stable, snake_case; part of the public contract.</param>
/// <param name="Message">What happened and what to do. Never holds clinical text.</param>
/// <param name="Status">The HTTP status of the same refusal.</param>
public sealed record Problem(string Code, string Message, int Status, bool Retryable = false, TimeSpan? RetryAfter = null)
{
    public static Problem NotFound(string what) => new("not_found", $"{what} was not found.", 404);

    public static Problem BadRequest(string code, string message) => new(code, message, 400);

    public static Problem Forbidden(string message) => new("forbidden", message, 403);

    public static Problem Conflict(string code, string message) => new(code, message, 409);

    public static Problem TryLater(TimeSpan after) =>
        new("try_later", "The server is busy. Nothing was lost; send it again.", 503, Retryable: true, after);

    public static Problem Unavailable() =>
        new("unavailable", "The database does not answer. Nothing was confirmed; send it again.", 503, Retryable: true, TimeSpan.FromSeconds(1));

    public static Problem Internal() => new("internal_error", "Something went wrong on the server.", 500);
}
