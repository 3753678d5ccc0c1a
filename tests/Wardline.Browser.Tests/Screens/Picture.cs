using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Wardline.Browser.Tests.Harness;

namespace Wardline.Browser.Tests.Screens;

/// <summary>A screen is looked at by people (a picture in <c>artifacts/screens</c>) and by axe.</summary>
internal sealed class Picture(Device device)
{
    private static readonly string Folder = Path.Combine(Root(), "artifacts", "screens");

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
        },
    };

    /// <summary>What axe found, screen by screen, to be shown all at once.</summary>
    public List<string> Violations { get; } = [];

    public async Task TakeAsync(IPage page, string name)
    {
        // Skeletons are no screen, a font or a picture may still be on its way, and a moving colour has no contrast.
        await page.WaitForFunctionAsync("() => document.fonts.status === 'loaded' && document.getAnimations().every(a => a.playState !== 'running' || a.effect.getTiming().iterations === Infinity)");
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Folder, $"{name}-{device.Suffix}.png"),
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
        });
        var result = await page.RunAxe(Rules);
        Violations.AddRange(
            from violation in result.Violations
            from node in violation.Nodes
            select $"{name}-{device.Suffix}: {violation.Id} ({violation.Help}) at {node.Target}: {node.Any.FirstOrDefault()?.Message}");
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("WARDLINE_ROOT") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Wardline.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return folder.FullName;
    }
}
