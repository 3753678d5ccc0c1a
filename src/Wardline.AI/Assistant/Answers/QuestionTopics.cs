using System.Globalization;
using System.Text;

namespace Wardline.AI.Assistant.Answers;

/// <summary>Which parts of a record a question is about, by its words in English, Portuguese and Spanish.</summary>
internal static class QuestionTopics
{
    private const int ShortestWord = 3;

    private static readonly string[] Allergies = ["allerg", "alerg", "intoleran"];
    private static readonly string[] Medications = ["medic", "drug", "farmac", "prescri", "dose", "dosis", "therap", "terap", "tratam", "treatment", "remedio"];
    private static readonly string[] Conditions = ["diagnos", "problem", "condition", "condicao", "condicion", "histor", "antecedent", "comorbid", "disease", "doenca", "enfermedad"];
    private static readonly string[] Laboratory = ["lab", "result", "bloods", "analis", "exame", "examen", "value", "valor", "troponin", "electrolyt"];
    private static readonly string[] Vitals = ["vital", "pulse", "pulso", "pressure", "pressao", "presion", "temperatur", "satur", "oxygen", "oxigen", "heart rate", "respirat"];
    private static readonly string[] Reports = ["report", "relatorio", "informe", "imag", "x-ray", "xray", "raio", "rayos", "radiogra", "scan", "ultrasound", "ecograf"];

    /// <returns>Titles with their lines, at least one.</returns>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Lines)> Of(string question, RecordSummary summary)
    {
        var folded = Fold(question);
        var words = Words(folded);
        var parts = new List<(string, IReadOnlyList<string>)>();
        if (Asks(Allergies))
        {
            parts.Add(("Allergies", summary.Allergies));
        }

        if (Asks(Medications))
        {
            parts.Add(("Current medications", summary.Medications));
        }

        if (Asks(Conditions))
        {
            parts.Add(("Active conditions", summary.Conditions));
        }

        var named = Named([.. summary.Laboratory.Concat(summary.Vitals).Select(result => result.Name), .. summary.Reports.Select(report => report.Name)], words);
        Add("Latest laboratory results", summary.Laboratory, Asks(Laboratory));
        Add("Latest vital signs", summary.Vitals, Asks(Vitals));
        SummaryReport[] reports = [.. summary.Reports.Where(report => words.Contains(Fold(report.Kind)) || named.Contains(report.Name))];
        if (reports.Length > 0 || Asks(Reports))
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

        // What is asked for by name comes alone; "the results" means all of them.
        void Add(string title, IReadOnlyList<SummaryResult> results, bool all)
        {
            SummaryResult[] some = [.. results.Where(result => named.Contains(result.Name))];
            if (some.Length > 0 || all)
            {
                parts.Add((title, [.. (some.Length > 0 ? some : results).Select(result => result.Line)]));
            }
        }
    }

    /// <summary>
    /// The names that the question says in full, and of its other words those that are part of a name: "respiratory rate" is
    /// not the heart rate, and "LDL" alone is LDL cholesterol.
    /// </summary>
    private static HashSet<string> Named(IReadOnlyList<string> names, HashSet<string> words)
    {
        var parts = names.Distinct().ToDictionary(name => name, name => Words(Fold(name)).Where(word => word.Length >= ShortestWord).ToArray());
        HashSet<string> named = [.. parts.Where(each => each.Value.Length > 0 && each.Value.All(words.Contains)).Select(each => each.Key)];
        var left = words.Except(named.SelectMany(name => parts[name])).ToHashSet();
        named.UnionWith(parts.Where(each => each.Value.Any(left.Contains)).Select(each => each.Key));
        return named;
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
