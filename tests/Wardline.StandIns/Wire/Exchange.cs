using System.Text.Json.Nodes;

namespace Wardline.StandIns.Wire;

/// <summary>A request that is being answered.</summary>
internal sealed record Exchange(HttpContext Context, RecordedRequest Request, CancellationToken CancellationToken)
{
    public async Task WriteAsync(JsonNode body, int status = StatusCodes.Status200OK)
    {
        var bytes = Body.Utf8(body);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = "application/json; charset=utf-8";
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes, CancellationToken);
        Request.BytesSent += bytes.Length;
    }
}
