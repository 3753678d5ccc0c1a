using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wardline.Data.Outcomes;

namespace Wardline.Access.Http;

/// <summary>The one place where a refusal becomes HTTP: RFC 9457 problem details with a stable <c>code</c>.</summary>
public static class ProblemResults
{
    public static IResult ToResult(this Problem problem) => new ProblemAnswer(problem);

    public static IResult ToResult<T>(this Outcome<T> outcome)
        where T : notnull =>
        outcome.TryGet(out var value, out var problem) ? TypedResults.Ok(value) : problem.ToResult();

    public static IResult ToNoContent(this Outcome<Done> outcome) =>
        outcome.Problem is { } problem ? problem.ToResult() : TypedResults.NoContent();

    /// <summary>The code of an error that the framework answered by itself.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        400 => Problem.BadRequest("bad_request", "The request could not be read."),
        401 => Refusals.NotSignedIn,
        403 => Problem.Forbidden("This is not for your role."),
        404 => Problem.NotFound("What you asked for"),
        405 => new("method_not_allowed", "This address does not take that method.", 405),
        413 => new("content_too_large", "The request is too large.", 413),
        415 => new("unsupported_media_type", "Send JSON (application/json).", 415),
        429 => new("rate_limited", "Too many requests. Wait a little.", 429, Retryable: true, TimeSpan.FromSeconds(5)),
        503 => Problem.TryLater(TimeSpan.FromSeconds(1)),
        _ => Problem.Internal() with { Status = status },
    };

    public static Task WriteAsync(HttpContext context, Problem problem) => problem.ToResult().ExecuteAsync(context);

    private sealed class ProblemAnswer(Problem problem) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => problem.Status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var details = new ProblemDetails { Status = problem.Status, Title = problem.Message };
            details.Extensions["code"] = problem.Code;
            if (problem.RetryAfter is { } wait)
            {
                httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                details.Extensions["retry_after_ms"] = (long)wait.TotalMilliseconds;
            }

            httpContext.Response.StatusCode = problem.Status;
            return httpContext.Response.WriteAsJsonAsync(details, AccessJson.Default.ProblemDetails, "application/problem+json");
        }
    }
}
