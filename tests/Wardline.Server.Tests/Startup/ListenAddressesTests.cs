using Wardline.Server.Startup;

namespace Wardline.Server.Tests.Startup;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5280", true, false, "plain_http_not_loopback")]
    [InlineData("http://*:5280", true, false, "plain_http_not_loopback")]
    [InlineData("http://10.1.2.3:5280", false, false, "plain_http_not_loopback")]
    [InlineData("http://ward.example:5280", false, false, "url_invalid")]
    [InlineData("https://0.0.0.0:5443", true, true, "demo_not_loopback")]
    [InlineData("https://0.0.0.0:5443", false, false, "https_without_tls")]
    [InlineData("http://localhost:5280;http://0.0.0.0:5281", true, false, "plain_http_not_loopback")]
    [InlineData("ftp://localhost", true, false, "url_invalid")]
    [InlineData("http://localhost:5280/path", true, false, "url_invalid")]
    [InlineData(" ; ", true, false, "url_invalid")]
    [InlineData("nonsense", true, false, "url_invalid")]
    public void Addresses_that_would_let_the_outside_in_are_refused(string urls, bool demo, bool tls, string code) =>
        Assert.Equal(code, ListenAddresses.Decide(Options(urls, demo, tls)).Problem?.Code);

    [Theory]
    [InlineData("http://localhost:5280", true, false)]
    [InlineData("http://127.0.0.1:0", true, false)]
    [InlineData("http://[::1]:5280", true, false)]
    [InlineData("https://localhost:5443", true, true)]
    [InlineData("https://0.0.0.0:5443", false, true)]
    [InlineData("https://*:5443;http://localhost:5280", false, true)]
    public void Addresses_that_are_safe_are_taken(string urls, bool demo, bool tls) =>
        Assert.Null(ListenAddresses.Decide(Options(urls, demo, tls)).Problem);

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_port_that_is_none_is_refused(int port) =>
        Assert.Equal("port_out_of_range", ListenAddresses.Decide(new UpOptions { Data = "x", Port = port }).Problem?.Code);

    [Fact]
    public void Without_urls_it_is_this_machine_alone()
    {
        var address = Assert.Single(ListenAddresses.Decide(new UpOptions { Data = "x", Port = 4711 }).Value!);
        Assert.Equal((false, true, 4711), (address.Https, address.IsLoopback, address.Port));
    }

    private static UpOptions Options(string urls, bool demo, bool tls) => new() { Data = "x", Urls = urls, Demo = demo, Tls = tls };
}
