namespace Wardline.Evaluation.Data;

/// <summary>A part of a visit in MTS-Dialog, and the section people wrote from it.</summary>
/// <param name="Header">One of the set's 20, e.g. <c>GENHX</c>.</param>
public sealed record MtsSection(string Id, string Header, string Text, string Dialogue);

/// <summary>MTS-Dialog (abachaa/MTS-Dialog, CC BY 4.0), read from where its files lie.</summary>
public static class MtsDialog
{
    /// <summary>The splits to develop on.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["train"] = "MTS-Dialog-TrainingSet.csv",
        ["valid"] = "MTS-Dialog-ValidationSet.csv",
        ["test1"] = "MTS-Dialog-TestSet-1-MEDIQA-Chat-2023.csv",
    };

    /// <param name="folder">With the files in it, or in a folder <c>mts-dialog</c> of it.</param>
    /// <param name="split">One of <see cref="Files"/>.</param>
    /// <exception cref="DataException">There is no such file, or it is another kind of file.</exception>
    public static IReadOnlyList<MtsSection> Read(string folder, string split) => Csv.Read(
        Csv.Find(folder, "mts-dialog", Files[split]), ["ID", "section_header", "section_text", "dialogue"], row => new MtsSection(row[0], row[1], row[2], row[3]));
}
