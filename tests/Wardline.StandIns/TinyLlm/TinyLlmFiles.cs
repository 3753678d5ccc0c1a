using System.Runtime.InteropServices;

namespace Wardline.StandIns.TinyLlm;

/// <summary>Finds tests/tiny-llm and says whether it is ready to run.</summary>
internal static class TinyLlmFiles
{
    /// <summary>tests/tiny-llm of this checkout; null outside of one.</summary>
    public static string? Folder { get; } = Find();

    public static string? WhyNot { get; } = Folder switch
    {
        null => "tests/tiny-llm is not here: it needs the checkout.",
        _ when !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 =>
            "tiny-llm runs on Linux x64 only.",
        { } folder when !File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")) =>
            "tiny-llm's npm packages are not installed: ./wardline test fetches them, or npm ci in tests/tiny-llm.",
        _ when !NodeIsThere() => "tiny-llm needs Node 20 or newer.",
        _ => null,
    };

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WARDLINE_ROOT") is { Length: > 0 } root)
        {
            return Existing(root);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wardline.slnx")))
            {
                return Existing(folder.FullName);
            }
        }

        return null;
    }

    private static string? Existing(string root)
    {
        var folder = Path.Combine(root, "tests", "tiny-llm");
        return Directory.Exists(folder) ? folder : null;
    }

    private static bool NodeIsThere() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));
}
