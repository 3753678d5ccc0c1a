namespace Wardline.Evaluation;

/// <summary>The public data beside the checkout. Where it is not, the test that asks for it is skipped.</summary>
internal static class PublicData
{
    public static string Folder()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Wardline.slnx")))
        {
            root = Path.GetDirectoryName(root);
        }

        var folder = Path.GetFullPath(Path.Combine(root ?? ".", "..", "shared", "data"));
        Assert.SkipUnless(Directory.Exists(folder), "The public data is not beside the checkout (../shared/data).");
        return folder;
    }
}
