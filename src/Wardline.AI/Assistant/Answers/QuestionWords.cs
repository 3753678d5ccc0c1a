using System.Collections.Frozen;

namespace Wardline.AI.Assistant.Answers;

/// <summary>What clinicians write for what a record calls by its English name: abbreviations, Portuguese, Spanish.</summary>
internal static class QuestionWords
{
    // Without accents. In lower case: however it is written; with a capital: only so, for it is a common word otherwise
    // ("na alta", "tá bem").
    private static readonly FrozenDictionary<string, string> Meanings = new (string Written, string Meant)[]
    {
        ("ekg eletrocardiograma electrocardiograma electrocardiogram", "ecg"),
        ("echo eco ecocardiograma", "echocardiogram"),
        ("ct tc tac mri rmn tomografia ressonancia resonancia", "imaging"),
        ("bp TA PA", "systolic diastolic pressure"),
        ("hr fc", "heart rate"),
        ("rr", "respiratory rate"),
        ("spo2 sat sats", "oxygen saturation"),
        ("k potassio potasio", "potassium"),
        ("Na NA sodio", "sodium"),
        ("calcio", "calcium"),
        ("hb hgb hemoglobina haemoglobin", "hemoglobin"),
        ("hba1c", "a1c"),
        ("trop troponina", "troponin"),
        ("creat creatinina", "creatinine"),
        ("bun ureia", "urea"),
        ("glicose glicemia glucosa glucemia", "glucose"),
        ("lactato", "lactate"),
        ("crp pcr", "c-reactive"),
        ("wbc leucocitos", "leukocytes"),
        ("plt plaquetas", "platelets"),
        ("bilirrubina", "bilirubin"),
    }.SelectMany(each => each.Written.Split(' ').Select(word => (word, each.Meant))).ToFrozenDictionary(each => each.word, each => each.Meant);

    /// <param name="words">Without accents, in the case in which they were written.</param>
    /// <returns>The record's words for those of them that have one, each with a space before it.</returns>
    public static string Meant(IEnumerable<string> words) => string.Concat(words
        .Select(word => Meanings.GetValueOrDefault(word) ?? Meanings.GetValueOrDefault(word.ToLowerInvariant()))
        .Where(meant => meant is not null)
        .Select(meant => " " + meant));
}
