namespace Wardline.Evaluation.Data;

/// <summary>One encounter of ACI-BENCH: the dialogue with <c>[doctor]</c> and <c>[patient]</c>, and the note people wrote from it.</summary>
public sealed record AciEncounter(string Id, string Dialogue, string Note);

/// <summary>ACI-BENCH (wyim/aci-bench, CC BY 4.0), read from where its files lie.</summary>
public static class AciBench
{
    /// <summary>The splits to develop on; the others are for an independent check.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["train"] = "train.csv",
        ["valid"] = "valid.csv",
        ["test1"] = "clinicalnlp_taskB_test1.csv",
    };

    /// <param name="folder">With the files in it, or in a folder <c>aci-bench</c> of it.</param>
    /// <param name="split">One of <see cref="Files"/>.</param>
    /// <exception cref="DataException">There is no such file, or it is another kind of file.</exception>
    public static IReadOnlyList<AciEncounter> Read(string folder, string split) =>
        Csv.Read(Csv.Find(folder, "aci-bench", Files[split]), ["encounter_id", "dialogue", "note"], row => new AciEncounter(row[0], row[1], row[2]));
}
