namespace Wardline.Server.Demo.Consultations;

internal enum TranscriptForm
{
    /// <summary>Text with a speaker's label before each turn.</summary>
    Labelled,

    /// <summary>WhisperX's JSON: segments with times and a number for each voice, not who it is.</summary>
    WhisperX,
}

/// <summary>A conversation with one of the demo's patients as it was transcribed. Words and people are invented.</summary>
/// <param name="Id">The file's name; part of no contract but stable.</param>
/// <param name="Mrn">The patient; what is said agrees with the record.</param>
/// <param name="NotOnRecord">Drugs that are spoken of and are not in the record: begun, refused or warned of in the conversation.</param>
internal sealed record DemoConsultation(
    string Id, string Title, string Department, string Mrn, TranscriptForm Form, params IReadOnlyList<string> NotOnRecord)
{
    /// <summary>The file as it is.</summary>
    public string Text { get; } = Read($"{Id}.{(Form == TranscriptForm.WhisperX ? "json" : "txt")}");

    private static string Read(string file)
    {
        using var reader = new StreamReader(typeof(DemoConsultation).Assembly.GetManifestResourceStream($"Wardline.Server.Demo.Consultations.{file}")
            ?? throw new InvalidOperationException($"The consultation {file} is not in the assembly."));
        return reader.ReadToEnd();
    }
}
