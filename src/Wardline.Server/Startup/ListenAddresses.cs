using System.Net;
using Wardline.Data.Outcomes;

namespace Wardline.Server.Startup;

/// <summary>One address the server listens on. A null <paramref name="Address"/> means every interface.</summary>
public sealed record ListenAddress(bool Https, string Host, IPAddress? Address, int Port)
{
    public bool IsLoopback => Address is not null && IPAddress.IsLoopback(Address);
}

/// <summary>Where the server may listen: plain HTTP and demo accounts stay on this machine (trust: no exception by option).</summary>
public static class ListenAddresses
{
    public static Outcome<IReadOnlyList<ListenAddress>> Decide(UpOptions options)
    {
        if (options.Port is < 0 or > 65535)
        {
            return Problem.BadRequest("port_out_of_range", "--port is a number from 0 to 65535.");
        }

        var texts = (options.Urls ?? $"{(options.Tls ? "https" : "http")}://localhost:{options.Port}")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var addresses = new List<ListenAddress>();
        foreach (var text in texts)
        {
            if (Read(text) is not { } address)
            {
                return Problem.BadRequest("url_invalid", $"'{text}' is not an address to listen on. Write http://localhost:5280 or https://0.0.0.0:5443; several are separated by semicolons.");
            }

            if (!address.Https && !address.IsLoopback)
            {
                return Problem.BadRequest("plain_http_not_loopback", $"{text}: plain HTTP is for this machine only. Run 'wardline certs init', then start with --tls and an https address.");
            }

            if (options.Demo && !address.IsLoopback)
            {
                return Problem.BadRequest("demo_not_loopback", $"{text}: the demo hospital has public passwords, so it listens on this machine only. Use --no-demo for a real installation.");
            }

            if (address.Https && !options.Tls)
            {
                return Problem.BadRequest("https_without_tls", $"{text}: an https address needs --tls (and 'wardline certs init' before).");
            }

            addresses.Add(address);
        }

        return addresses.Count == 0 ? Problem.BadRequest("url_invalid", "--urls names no address.") : addresses;
    }

    private static ListenAddress? Read(string text)
    {
        // Uri does not know "any host"; Kestrel's spellings of it are read as 0.0.0.0.
        var normal = text.Replace("://*", "://0.0.0.0").Replace("://+", "://0.0.0.0");
        if (!Uri.TryCreate(normal, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
        {
            return null;
        }

        var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : null;
        return address is null ? null
            : new ListenAddress(uri.Scheme == "https", uri.Host, address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address, uri.Port);
    }
}
