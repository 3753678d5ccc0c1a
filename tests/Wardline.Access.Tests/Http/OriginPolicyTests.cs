using Wardline.Access.Http;

namespace Wardline.Access.Tests.Http;

public sealed class OriginPolicyTests
{
    private const string Own = "https://ward.example:5443";

    [Theory]
    [InlineData(Own, null, true)]
    [InlineData(Own, "same-origin", true)]
    [InlineData(Own, "cross-site", false)]
    [InlineData("HTTPS://WARD.example:5443", null, true)]
    [InlineData("https://reader.example", null, true)]
    [InlineData("https://reader.example", "cross-site", true)]
    [InlineData(null, null, false)]
    [InlineData(null, "same-origin", false)]
    [InlineData("", null, false)]
    [InlineData("null", null, false)]
    [InlineData("http://ward.example:5443", null, false)]
    [InlineData("https://ward.example", null, false)]
    [InlineData("https://ward.example:5443.evil.example", null, false)]
    [InlineData("https://ward.example:5443/", null, false)]
    [InlineData("https://reader.example.evil.example", null, false)]
    public void Only_our_own_and_listed_origins_may_use_the_cookie(string? origin, string? fetchSite, bool expected) =>
        Assert.Equal(expected, OriginPolicy.Allows(origin, fetchSite, Own, ["https://reader.example"]));

    [Theory]
    [InlineData("https://ward.example", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://ward.example/", false)]
    [InlineData("https://ward.example/app", false)]
    [InlineData("ward.example", false)]
    [InlineData("ftp://ward.example", false)]
    [InlineData("*", false)]
    public void What_no_browser_would_send_is_not_an_origin(string text, bool expected) => Assert.Equal(expected, OriginPolicy.IsOrigin(text));

    [Fact]
    public void List_with_something_that_is_no_origin_stops_the_start()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAccess(new AccessSettings(false, false, ["ward.example"])));

        Assert.Contains("'ward.example'", error.Message);
    }
}
