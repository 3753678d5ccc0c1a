using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>The ways in which nobody is signed in, and the one in which somebody is but not on our pages.</summary>
public static class Refusals
{
    public static Problem NotSignedIn { get; } = new("not_signed_in", "Sign in first.", 401);

    /// <summary>The token was made elsewhere, or was changed on its way.</summary>
    public static Problem InvalidToken { get; } = new("invalid_token", "That token is not one of this server's.", 401);

    /// <summary>The token is ours; the session it points to is over, for whatever reason.</summary>
    public static Problem SessionEnded { get; } = new("session_ended", "Your session is over. Sign in again.", 401);

    public static Problem TicketInvalid { get; } = new("ticket_invalid", "That ticket was used, is too old or is not one of this server's.", 401);

    public static Problem OriginForbidden { get; } = new("origin_forbidden", "This request did not come from our own pages.", 403);
}
