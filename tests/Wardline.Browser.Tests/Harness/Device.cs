using Microsoft.Playwright;

namespace Wardline.Browser.Tests.Harness;

/// <summary>What a person holds or sits at.</summary>
public sealed record Device(string Name, int Width, int Height, ColorScheme Scheme = ColorScheme.Light, string Locale = "en-GB")
{
    public static Device Desktop { get; } = new("desktop", 1440, 900);

    public static Device Phone { get; } = new("phone", 390, 844);

    /// <summary>As the names of pictures end.</summary>
    public string Suffix => $"{Name}-{(Scheme == ColorScheme.Dark ? "dark" : "light")}";

    public BrowserNewContextOptions Options() => new()
    {
        ViewportSize = new() { Width = Width, Height = Height },
        ColorScheme = Scheme,
        Locale = Locale,
        TimezoneId = "Europe/Lisbon",
        IsMobile = Name == "phone",
        HasTouch = Name == "phone",
    };
}
