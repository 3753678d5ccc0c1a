using System.Globalization;
using System.Text;

namespace Wardline.AI.Assistant.Answers;

/// <summary>Which parts of a record a question is about, by its words in English, Portuguese and Spanish.</summary>
internal static class QuestionTopics
{
    private const int ShortestName = 3;

    private static readonly string[] s_allergies = ["allerg", "alerg", "intoleran"];
    private static readonly string[] s_medications = ["medic", "drug", "farmac", "prescri", "dose", "dosis", "therap", "terap", "tratam", "treatment", "remedio"];
    private static readonly string[] s_conditions = ["diagnos", "problem", "condition", "condicao", "condicion", "histor", "antecedent", "comorbid", "disease", "doenca", "enfermedad"];
    private static readonly string[] s_laboratory = ["lab", "result", "blood", "sangue", "sangre", "analis", "exame", "examen", "value", "valor", "troponin", "electrolyt"];
    private static readonly string[] s_vitals = ["vital", "pulse", "pulso", "pressure", "pressao", "presion", "temperatur", "satur", "oxygen", "oxigen", "heart rate", "respirat"];
    private static readonly string[] s_reports = ["report", "relatorio", "informe", "imag", "x-ray", "xray", "raio", "rayos", "radiogra", "scan", "ultrasound", "ecograf"];

    /// <returns>Titles with their lines, at least one.</returns>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Lines)> Of(string question, RecordSummary summary)
    {
        var folded = Fold(question);
        var words = Words(folded);
        var parts = new List<(string, IReadOnlyList<string>)>();
        if (Asks(s_allergies))
        {
            parts.Add(("Allergies", summary.Allergies));
        }

        if (Asks(s_medications))
        {
            parts.Add(("Current medications", summary.Medications));
        }

        if (Asks(s_conditions))
        {
            parts.Add(("Active conditions", summary.Conditions));
        }

        Named("Latest laboratory results", summary.Laboratory, Asks(s_laboratory));
        Named("Latest vital signs", summary.Vitals, Asks(s_vitals));
        SummaryReport[] reports = [.. summary.Reports.Where(report => words.Contains(Fold(report.Kind)) || Mentions(report.Name))];
        if (reports.Length > 0 || Asks(s_reports))
        {
            parts.Add(("Reports, newest first", [.. (reports.Length > 0 ? reports : summary.Reports).Select(report => report.Line)]));
        }

        return parts.Count > 0 ? parts :
        [
            ("Allergies", summary.Allergies),
            ("Active conditions", summary.Conditions),
            ("Current medications", summary.Medications),
            ("Latest results outside their reference range", [.. summary.Laboratory.Concat(summary.Vitals).Where(result => result.IsAbnormal).Select(result => result.Line)]),
        ];

        bool Asks(string[] stems) => stems.Any(stem => folded.StartsWith(stem, StringComparison.Ordinal) || folded.Contains(' ' + stem, StringComparison.Ordinal));

        bool Mentions(string name) => Words(Fold(name)).Any(word => word.Length >= ShortestName && words.Contains(word));

        // What is asked for by name comes alone; "the results" means all of them.
        void Named(string title, IReadOnlyList<SummaryResult> results, bool all)
        {
            SummaryResult[] named = [.. results.Where(result => Mentions(result.Name))];
            if (named.Length > 0 || all)
            {
                parts.Add((title, [.. (named.Length > 0 ? named : results).Select(result => result.Line)]));
            }
        }
    }

    private static HashSet<string> Words(string folded) =>
        [.. folded.Split([' ', ',', '.', ';', ':', '?', '!', '(', ')', '/', '\n', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries)];

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var one in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(one) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(one));
            }
        }

        return folded.ToString();
    }
}
