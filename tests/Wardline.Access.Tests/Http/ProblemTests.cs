using System.Net;
using System.Text;
using Wardline.Access.Tests.Harness;
using Wardline.Testing;

namespace Wardline.Access.Tests.Http;

/// <summary>Every error has a code, also those the framework answers.</summary>
public sealed class ProblemTests(MigratedPostgres postgres) : AccessTestBase(postgres)
{
    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"user_name\":7}")]
    [InlineData("{\"user_name\":\"\\ud800\",\"password\":\"x\"}")]
    public async Task Body_that_cannot_be_read(string body) =>
        await RefusedAsync(await PostAsync(body, "application/json"), HttpStatusCode.BadRequest, "bad_request");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Body_of_another_type(string type) =>
        await RefusedAsync(await PostAsync("{}", type), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");

    [Fact]
    public async Task Nothing_there()
    {
        var person = await Node.SignInAsync(Ward.Physician);

        await RefusedAsync(await person.GetAsync("/api/nothing"), HttpStatusCode.NotFound, "not_found");
        await RefusedAsync(await Node.Anonymous.GetAsync("/api/nothing"), HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Method_that_an_address_does_not_take() =>
        await RefusedAsync(await Node.Anonymous.DeleteAsync("/api/auth/login"), HttpStatusCode.MethodNotAllowed, "method_not_allowed");

    [Fact]
    public async Task Bug_is_told_without_its_details()
    {
        using var answer = await Node.Anonymous.GetAsync("/test/bug");

        Assert.DoesNotContain(AccessNode.Secret, await answer.Content.ReadAsStringAsync());
        await RefusedAsync(answer, HttpStatusCode.InternalServerError, "internal_error");
    }

    [Fact]
    public async Task Text_that_the_database_cannot_hold()
    {
        var person = await Node.SignInAsync(Ward.Physician);

        await RefusedAsync(await person.GetAsync("/api/people?q=a%00b"), HttpStatusCode.BadRequest, "bad_request");
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Node.Anonymous.PostAsync("/api/auth/login", content);
    }
}
